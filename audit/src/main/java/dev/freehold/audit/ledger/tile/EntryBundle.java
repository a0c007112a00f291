package dev.freehold.audit.ledger.tile;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entries below one tile of level 0, as a file holds them: each with its length before it, in two bytes.
 *
 * @param entries exact bytes, in order
 * @param unread bytes at the end that are no whole entry; 0 in a sound file
 */
public record EntryBundle(List<byte[]> entries, int unread) {
    /** What two bytes can say. */
    public static final int LARGEST_ENTRY = 0xffff;

    /** 256 entries of the largest kind. */
    public static final int LARGEST_FILE = TilePath.FULL * (2 + LARGEST_ENTRY);

    public EntryBundle {
        entries = List.copyOf(entries);
    }

    /** Reads a file; never fails: what cannot be read is counted. */
    public static EntryBundle parse(byte[] file) {
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (at + 2 <= file.length) {
            int end = at + 2 + ((file[at] & 0xff) << 8 | (file[at + 1] & 0xff));
            if (end > file.length) {
                break;
            }
            entries.add(Arrays.copyOfRange(file, at + 2, end));
            at = end;
        }
        return new EntryBundle(entries, file.length - at);
    }

    /**
     * Writes one entry behind those that are there.
     *
     * @throws IllegalArgumentException if it is longer than 65,535 bytes
     */
    public static void append(byte[] entry, ByteArrayOutputStream file) {
        if (entry.length > LARGEST_ENTRY) {
            throw new IllegalArgumentException(
                    "an entry has at most " + LARGEST_ENTRY + " bytes, this one has " + entry.length);
        }
        file.write(entry.length >> 8);
        file.write(entry.length);
        file.writeBytes(entry);
    }
}
