package dev.freehold.registry.vetting;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Keeps programs out: a pickle, bare or in a zip, and any archive in which one could lie, whatever the file is called. */
public final class Programs {
    private static final String MEMBER = "PK\u0003\u0004";
    private static final String DIRECTORY = "PK\u0001\u0002";
    private static final String LOCATOR = "PK\u0006\u0007";
    private static final String END = "PK\u0005\u0006";
    private static final int END_RECORD = 22;
    /** Longest end of a zip: its last record and the longest comment. */
    private static final int ZIP_END = END_RECORD + 0xffff;

    private static final int MOST_MEMBERS = 1000;
    private static final long MOST_MEMBER_BYTES = 64L << 20;

    private Programs() {}

    /**
     * Looks at a file.
     *
     * @param name as whoever brought it calls it
     * @throws Refused saying what it is
     */
    public static void refuse(Path file, String name) throws IOException, Refused {
        PickleStream.Verdict verdict = verdict(file);
        // The length at the start of a safetensors file can be any opcode; its own reader accounts for each byte after
        // it.
        boolean innocent = verdict == PickleStream.Verdict.DATA && name.endsWith(".safetensors");
        if (verdict != PickleStream.Verdict.NO_PICKLE && !innocent) {
            throw new Refused("the entry " + name + " is a pickle, which is a program");
        }
        if (isZip(file)) {
            throw new Refused("the entry " + name + " is an archive within the archive" + pickled(file));
        }
    }

    private static PickleStream.Verdict verdict(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return PickleStream.verdict(in);
        }
    }

    /** A zip is found from its end, so that anything may lie before it. */
    private static boolean isZip(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (at(bytes, 0, MEMBER)) {
                return true;
            }
            long from = Math.max(0, bytes.length() - ZIP_END);
            byte[] end = new byte[(int) (bytes.length() - from)];
            bytes.seek(from);
            bytes.readFully(end);
            String text = new String(end, StandardCharsets.ISO_8859_1);
            for (int at = text.lastIndexOf(END); at >= 0; at = text.lastIndexOf(END, at - 1)) {
                if (at + END_RECORD <= end.length
                        && hasDirectory(bytes, from + at, ByteBuffer.wrap(end, at, END_RECORD))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Readers look for the directory where the record says, or just before the record: either makes it a zip. */
    private static boolean hasDirectory(RandomAccessFile bytes, long position, ByteBuffer record) throws IOException {
        ByteBuffer fields = record.slice().order(ByteOrder.LITTLE_ENDIAN);
        long size = fields.getInt(12) & 0xffffffffL;
        long offset = fields.getInt(16) & 0xffffffffL;
        return at(bytes, position - size, DIRECTORY)
                || at(bytes, offset, DIRECTORY)
                || at(bytes, position - 20, LOCATOR);
    }

    private static boolean at(RandomAccessFile bytes, long position, String signature) throws IOException {
        if (position < 0 || position + signature.length() > bytes.length()) {
            return false;
        }
        byte[] found = new byte[signature.length()];
        bytes.seek(position);
        bytes.readFully(found);
        return new String(found, StandardCharsets.ISO_8859_1).equals(signature);
    }

    /** Only for the sentence: the archive is refused in any case. */
    private static String pickled(Path file) throws IOException {
        long left = MOST_MEMBER_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int i = 0; i < MOST_MEMBERS && left > 0; i++) {
                ZipEntry member = zip.getNextEntry();
                if (member == null) {
                    return "";
                }
                Bounded bytes = new Bounded(zip, left);
                if (PickleStream.verdict(bytes) != PickleStream.Verdict.NO_PICKLE) {
                    return ", and its member " + printable(member.getName()) + " is a pickle, which is a program";
                }
                left = bytes.left;
            }
        } catch (ZipException | IllegalArgumentException e) {
            return "";
        }
        return "";
    }

    private static String printable(String name) {
        return name.replaceAll("[^\\x21-\\x7e]", "?").substring(0, Math.min(80, name.length()));
    }

    /** Ends after so many bytes, without closing what it reads from. */
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left;

        Bounded(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
