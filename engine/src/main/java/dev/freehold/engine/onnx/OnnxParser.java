package dev.freehold.engine.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Walks the few fields of onnx.proto that weights and their use are found in, and skips all others. */
final class OnnxParser {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALISER = 5;
    private static final int GRAPH_SPARSE_INITIALISER = 15;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_NAME = 3;
    private static final int NODE_OPERATOR = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_WHOLE = 3;
    private static final int ATTRIBUTE_TENSOR = 5;
    private static final int TENSOR_DIMENSIONS = 1;
    private static final int TENSOR_TYPE = 2;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW = 9;
    private static final int TENSOR_EXTERNAL = 13;
    private static final int MAX_ITEMS = 200_000;
    private static final int MAX_DIMENSIONS = 8;

    private final ByteBuffer file;
    private final CodedInputStream in;
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxTensor> initialisers = new HashMap<>();
    private final Map<String, OnnxTensor> constants = new HashMap<>();

    OnnxParser(ByteBuffer file) {
        this.file = file;
        this.in = CodedInputStream.newInstance(file.duplicate());
        this.in.setSizeLimit(Integer.MAX_VALUE);
    }

    OnnxGraph model() throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (isMessage(tag, MODEL_GRAPH)) {
                inMessage(this::graph);
            } else {
                skip(tag);
            }
        }
        if (nodes.isEmpty() || initialisers.isEmpty()) {
            throw new MalformedOnnx("the ONNX file holds no graph with weights");
        }
        return new OnnxGraph(nodes, initialisers, constants);
    }

    private void graph(int tag) throws IOException {
        if (isMessage(tag, GRAPH_NODE)) {
            node();
        } else if (isMessage(tag, GRAPH_INITIALISER)) {
            OnnxTensor tensor = tensor();
            if (initialisers.put(tensor.name(), tensor) != null) {
                throw new MalformedOnnx("two weights of the ONNX file are named " + tensor.name());
            }
        } else if (isMessage(tag, GRAPH_SPARSE_INITIALISER)) {
            throw new MalformedOnnx("sparse weights in an ONNX file are not read");
        } else {
            skip(tag);
        }
        if (nodes.size() + initialisers.size() > MAX_ITEMS) {
            throw new MalformedOnnx("the ONNX file holds more than " + MAX_ITEMS + " operations and weights");
        }
    }

    private void node() throws IOException {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, Long> flags = new HashMap<>();
        List<OnnxTensor> values = new ArrayList<>();
        String[] named = {"", ""};
        inMessage(tag -> {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case NODE_INPUT -> inputs.add(in.readStringRequireUtf8());
                case NODE_OUTPUT -> outputs.add(in.readStringRequireUtf8());
                case NODE_NAME -> named[0] = in.readStringRequireUtf8();
                case NODE_OPERATOR -> named[1] = in.readStringRequireUtf8();
                case NODE_ATTRIBUTE -> attribute(flags, values);
                default -> skip(tag);
            }
        });
        nodes.add(new OnnxNode(named[0], named[1], inputs, outputs, flags));
        if ("Constant".equals(named[1]) && values.size() == 1 && outputs.size() == 1) {
            constants.put(outputs.get(0), values.get(0));
        }
    }

    private void attribute(Map<String, Long> flags, List<OnnxTensor> values) throws IOException {
        String[] name = {""};
        inMessage(tag -> {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case ATTRIBUTE_NAME -> name[0] = in.readStringRequireUtf8();
                case ATTRIBUTE_WHOLE -> flags.put(name[0], in.readInt64());
                case ATTRIBUTE_TENSOR -> values.add(tensor());
                default -> skip(tag);
            }
        });
    }

    private OnnxTensor tensor() throws IOException {
        List<Long> shape = new ArrayList<>();
        String[] name = {""};
        int[] type = {0};
        ByteBuffer[] bytes = {file.slice(0, 0)};
        inMessage(tag -> {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case TENSOR_DIMENSIONS -> dimensions(tag, shape);
                case TENSOR_TYPE -> type[0] = in.readInt32();
                case TENSOR_NAME -> name[0] = in.readStringRequireUtf8();
                case TENSOR_RAW -> bytes[0] = raw();
                case TENSOR_EXTERNAL -> throw new MalformedOnnx("weights outside of the ONNX file are not read");
                default -> skip(tag);
            }
        });
        return new OnnxTensor(name[0], type[0], shape, bytes[0].order(ByteOrder.LITTLE_ENDIAN));
    }

    private void dimensions(int tag, List<Long> shape) throws IOException {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            int limit = in.pushLimit(in.readRawVarint32());
            while (in.getBytesUntilLimit() > 0) {
                dimension(shape, in.readInt64());
            }
            in.popLimit(limit);
        } else {
            dimension(shape, in.readInt64());
        }
    }

    private static void dimension(List<Long> shape, long size) {
        if (size < 0 || shape.size() == MAX_DIMENSIONS) {
            throw new MalformedOnnx("a tensor of the ONNX file has a negative size or more than 8 dimensions");
        }
        shape.add(size);
    }

    /** The place of the bytes is noted, not their content: weights of any size cost no heap. */
    private ByteBuffer raw() throws IOException {
        int length = in.readRawVarint32();
        int at = in.getTotalBytesRead();
        in.skipRawBytes(length);
        return file.slice(at, length);
    }

    private void inMessage(FieldReader reader) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            reader.read(tag);
        }
        in.popLimit(limit);
    }

    private void skip(int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new MalformedOnnx("the ONNX file is not in protocol buffer encoding");
        }
    }

    private static boolean isMessage(int tag, int field) {
        return WireFormat.getTagFieldNumber(tag) == field
                && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** Reads one field, whose tag is read already. */
    private interface FieldReader {
        void read(int tag) throws IOException;
    }
}
