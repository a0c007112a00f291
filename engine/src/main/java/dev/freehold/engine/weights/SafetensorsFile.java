package dev.freehold.engine.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A safetensors file, open for reading: the header is read and checked when it opens, tensors are mapped into memory one
 * by one when asked for.
 */
public final class SafetensorsFile implements AutoCloseable {
    private static final int LENGTH_FIELD = Long.BYTES;
    private static final long MAX_HEADER = 16L << 20;
    private static final long MAX_TENSOR = Integer.MAX_VALUE;
    private final Path file;
    private final FileChannel channel;
    private final long dataStart;
    private final Map<String, TensorEntry> entries;

    private SafetensorsFile(Path file, FileChannel channel, long dataStart, Map<String, TensorEntry> entries) {
        this.file = file;
        this.channel = channel;
        this.dataStart = dataStart;
        this.entries = entries;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws MalformedWeights naming what breaks the format
     */
    public static SafetensorsFile open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return opened(file, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new MalformedWeights(file, "cannot be read", e);
        }
    }

    private static SafetensorsFile opened(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH_FIELD) {
            throw new MalformedWeights(file, "is shorter than a header's length field");
        }
        long headerBytes = read(file, channel, 0, LENGTH_FIELD).getLong();
        if (headerBytes < 2 || headerBytes > MAX_HEADER) {
            throw new MalformedWeights(file, "header must have 2 to " + MAX_HEADER + " bytes, claims " + headerBytes);
        }
        long dataStart = LENGTH_FIELD + headerBytes;
        if (dataStart > size) {
            throw new MalformedWeights(file, "ends inside of its header");
        }
        byte[] header = read(file, channel, LENGTH_FIELD, (int) headerBytes).array();
        return new SafetensorsFile(file, channel, dataStart, SafetensorsHeader.parse(file, header, size - dataStart));
    }

    private static ByteBuffer read(Path file, FileChannel channel, long from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new MalformedWeights(file, "ends too early");
            }
        }
        return buffer.flip();
    }

    /** All tensors by name, in the header's order. */
    public Map<String, TensorEntry> entries() {
        return entries;
    }

    /** The entry of a tensor that must be there. */
    public TensorEntry entry(String name) {
        TensorEntry entry = entries.get(name);
        if (entry == null) {
            throw new MalformedWeights(file, "tensor " + name + " is missing");
        }
        return entry;
    }

    /** A tensor's bytes, little-endian, read-only, mapped: valid after this file is closed, as long as it is held. */
    public ByteBuffer bytes(String name) {
        TensorEntry entry = entry(name);
        long length = entry.end() - entry.begin();
        if (length > MAX_TENSOR) {
            throw new MalformedWeights(file, "tensor " + name + " is larger than " + MAX_TENSOR + " bytes");
        }
        try {
            return channel.map(FileChannel.MapMode.READ_ONLY, dataStart + entry.begin(), length)
                    .order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot map tensor " + name, e);
        }
    }

    /** A tensor as 32-bit floats in memory outside the heap; mapped where the file already holds that, else widened. */
    public ByteBuffer floats(String name) {
        TensorEntry entry = entry(name);
        ByteBuffer bytes = bytes(name);
        boolean aligned = (dataStart + entry.begin()) % Float.BYTES == 0;
        return switch (entry.dtype()) {
            case F32 -> aligned ? bytes : Widening.copy(bytes);
            case BF16 -> Widening.bfloat16(bytes);
            case F16 -> Widening.half(bytes);
            default ->
                throw new MalformedWeights(
                        file, "tensor " + name + " must be F32, BF16 or F16 to be computed with, is " + entry.dtype());
        };
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file.getFileName(), e);
        }
    }
}
