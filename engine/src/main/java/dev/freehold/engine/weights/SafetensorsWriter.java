package dev.freehold.engine.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes safetensors files, one tensor at a time: no more than one is in memory. The same tensors give the same bytes. */
public final class SafetensorsWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Readers map data as it lies, so it starts at a multiple of the widest element. */
    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /** A tensor to be written. */
    public interface Source {
        /** Name in the file, unique there. */
        String name();

        /** Element type. */
        Dtype dtype();

        /** Sizes, outermost first. */
        List<Long> shape();

        /** All bytes, little-endian, made when their turn comes. */
        ByteBuffer bytes();
    }

    /** A tensor of 32-bit floats that is in memory already. */
    public record Floats(String name, List<Long> shape, float[] values) implements Source {
        public Floats {
            shape = List.copyOf(shape);
        }

        @Override
        public Dtype dtype() {
            return Dtype.F32;
        }

        @Override
        public ByteBuffer bytes() {
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            return bytes;
        }
    }

    /** A tensor of 32-bit floats that is in memory already, written as bfloat16: half as large, three digits exact. */
    public record BrainFloats(String name, List<Long> shape, float[] values) implements Source {
        public BrainFloats {
            shape = List.copyOf(shape);
        }

        @Override
        public Dtype dtype() {
            return Dtype.BF16;
        }

        @Override
        public ByteBuffer bytes() {
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Short.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (float value : values) {
                bytes.putShort(rounded(value));
            }
            return bytes.flip();
        }

        /** To the nearest, and to the even one of two that are equally near. */
        private static short rounded(float value) {
            int bits = Float.floatToIntBits(value);
            if (!Float.isNaN(value)) {
                bits += 0x7FFF + ((bits >>> 16) & 1);
            }
            return (short) (bits >>> 16);
        }
    }

    /**
     * Writes a new file, in the order of the tensors, and forces it to disk.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the file exists
     */
    public static void write(Path file, List<? extends Source> tensors) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            writeFully(channel, header(tensors));
            for (Source tensor : tensors) {
                ByteBuffer bytes = tensor.bytes();
                if (bytes.remaining() != size(tensor)) {
                    throw new IllegalStateException("tensor " + tensor.name() + " does not fill its shape");
                }
                writeFully(channel, bytes);
            }
            channel.force(true);
        }
    }

    private static ByteBuffer header(List<? extends Source> tensors) {
        ObjectNode root = JSON.createObjectNode();
        // Loaders of the ecosystem refuse a file that does not say which framework's layout it has.
        root.putObject("__metadata__").put("format", "pt");
        Set<String> names = new HashSet<>();
        long offset = 0;
        for (Source tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException("two tensors are named " + tensor.name());
            }
            ObjectNode entry = root.putObject(tensor.name());
            entry.put("dtype", tensor.dtype().name());
            ArrayNode shape = entry.putArray("shape");
            tensor.shape().forEach(shape::add);
            long end = Math.addExact(offset, size(tensor));
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] text = root.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(padded).put(text);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    private static long size(Source tensor) {
        long size = tensor.dtype().bytes();
        for (long dimension : tensor.shape()) {
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
