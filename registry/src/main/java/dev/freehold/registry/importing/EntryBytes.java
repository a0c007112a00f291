package dev.freehold.registry.importing;

import dev.freehold.registry.vetting.Refused;
import java.util.Arrays;

/**
 * The bytes of one archive entry as they pass, watched for what must not come in, whatever the entry is called.
 *
 * <p>A pickle is a program: it begins with the opcode PROTO (0x80 and a version of 2 to 5) and runs until a STOP ({@code .}).
 * What follows the STOP is never read, so that a pickle need not end with it. PyTorch's own files are pickles, bare or in a
 * zip.
 */
final class EntryBytes {
    private static final byte PROTO = (byte) 0x80;
    private static final byte STOP = '.';
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private final String entry;
    private final byte[] start = new byte[ZIP.length];
    private int started;

    EntryBytes(String entry) {
        this.entry = entry;
    }

    void pass(byte[] buffer, int length) throws Refused {
        int head = Math.min(length, start.length - started);
        System.arraycopy(buffer, 0, start, started, head);
        started += head;
        if (started == ZIP.length && Arrays.equals(start, ZIP)) {
            throw new Refused("the entry " + entry + " is an archive within the archive");
        }
        boolean proto = start[0] == PROTO && start[1] >= 2 && start[1] <= 5;
        if (proto && contains(buffer, length, STOP)) {
            throw new Refused("the entry " + entry + " is a pickle, which is a program");
        }
    }

    private static boolean contains(byte[] buffer, int length, byte wanted) {
        for (int i = 0; i < length; i++) {
            if (buffer[i] == wanted) {
                return true;
            }
        }
        return false;
    }
}
