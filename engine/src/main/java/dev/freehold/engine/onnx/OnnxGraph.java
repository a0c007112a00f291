package dev.freehold.engine.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * An ONNX file's graph: what it computes and the tensors that it stores.
 *
 * @param nodes in the file's order
 * @param initialisers stored weights by name
 * @param constants outputs of Constant nodes by name
 */
record OnnxGraph(List<OnnxNode> nodes, Map<String, OnnxTensor> initialisers, Map<String, OnnxTensor> constants) {
    OnnxGraph {
        nodes = List.copyOf(nodes);
        initialisers = Map.copyOf(initialisers);
        constants = Map.copyOf(constants);
    }

    /** Reads a file; stored tensors stay on disk and are mapped. */
    static OnnxGraph read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            // The encoding itself ends at 2 GiB.
            if (channel.size() > Integer.MAX_VALUE) {
                throw new MalformedOnnx("an ONNX file must not be larger than 2 GiB");
            }
            ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return new OnnxParser(mapped.order(ByteOrder.LITTLE_ENDIAN)).model();
        } catch (IOException e) {
            throw new MalformedOnnx("the ONNX file cannot be read: " + e.getMessage(), e);
        }
    }
}
