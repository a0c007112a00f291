package dev.freehold.enforcement.peer.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Exact bytes of records, one after the other: each with its length before it, in two bytes, the higher first. */
public final class LeafBatch {
    /** Most bytes of a batch, lengths included. */
    public static final int LONGEST = 4 << 20;

    /** Most records of a batch. */
    public static final int MOST = 4_096;

    private static final int LONGEST_LEAF = 0xffff;

    private LeafBatch() {}

    /**
     * How many of these fit into one batch, from the first on; at least one where there is one.
     */
    static int fitting(List<byte[]> leaves) {
        int bytes = 0;
        int count = 0;
        for (byte[] leaf : leaves) {
            bytes += Short.BYTES + leaf.length;
            if (count == MOST || (count > 0 && bytes > LONGEST)) {
                break;
            }
            count++;
        }
        return count;
    }

    static byte[] write(List<byte[]> leaves) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (byte[] leaf : leaves) {
                if (leaf.length > LONGEST_LEAF) {
                    throw new IllegalArgumentException("a record has at most " + LONGEST_LEAF + " bytes");
                }
                out.writeShort(leaf.length);
                out.write(leaf);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * @throws IllegalArgumentException if it is no batch, or too long a one
     */
    public static List<byte[]> read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new IllegalArgumentException("a batch has at most " + LONGEST + " bytes");
        }
        List<byte[]> leaves = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                byte[] leaf = new byte[in.readUnsignedShort()];
                in.readFully(leaf);
                leaves.add(leaf);
            }
        } catch (EOFException e) {
            throw new IllegalArgumentException("a batch ends within a record", e);
        }
        if (leaves.size() > MOST) {
            throw new IllegalArgumentException("a batch has at most " + MOST + " records");
        }
        return leaves;
    }
}
