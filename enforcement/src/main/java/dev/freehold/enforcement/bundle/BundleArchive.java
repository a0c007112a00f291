package dev.freehold.enforcement.bundle;

import dev.freehold.enforcement.bundle.BundleRefusedException.Why;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The files of a bundle in a gzipped tar archive (openpolicyagent.org, "Bundle file format"), read with a bound on everything
 * and never unpacked to the disk. The same files always give the same archive.
 */
public final class BundleArchive {
    /** Longest archive, in bytes. */
    public static final int LONGEST = 8 << 20;

    private static final int LONGEST_UNPACKED = 16 << 20;
    private static final int MOST_FILES = 256;
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]{1,80}");
    private static final int LONGEST_NAME = 200;

    private BundleArchive() {}

    /**
     * Reads an archive.
     *
     * @return files by their names, without a leading slash
     * @throws BundleRefusedException if it is too long or no such archive; no two files may share a name, and a name may
     *     leave no folder
     */
    public static SortedMap<String, byte[]> read(byte[] archive) throws BundleRefusedException {
        if (archive.length > LONGEST) {
            throw tooLarge("the archive is longer than " + LONGEST + " bytes");
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new Bounded(new GZIPInputStream(new ByteArrayInputStream(archive)), LONGEST_UNPACKED), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getLinkFlag() == TarConstants.LF_DIR) {
                    continue;
                }
                if (files.size() == MOST_FILES) {
                    throw tooLarge("the archive holds more than " + MOST_FILES + " files");
                }
                String name = name(entry);
                if (files.put(name, content(tar, entry)) != null) {
                    throw notABundle("the archive holds two files of one name");
                }
            }
        } catch (TooLong e) {
            throw tooLarge("the archive unpacks to more than " + LONGEST_UNPACKED + " bytes");
        } catch (IOException | RuntimeException e) {
            // The library throws what it trips over; the archive is somebody else's.
            throw new BundleRefusedException(Why.NOT_A_BUNDLE, "this is no whole archive of a bundle", e);
        }
        return files;
    }

    private static String name(TarArchiveEntry entry) throws BundleRefusedException {
        boolean regular =
                entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
        if (!regular || entry.isSparse()) {
            throw notABundle("the archive holds something that is no plain file");
        }
        // OPA itself writes names with one leading slash, tar without.
        String raw = entry.getName();
        String name = raw.startsWith("/") ? raw.substring(1) : raw.startsWith("./") ? raw.substring(2) : raw;
        if (name.length() > LONGEST_NAME) {
            throw notABundle("the archive holds a name of more than " + LONGEST_NAME + " characters");
        }
        for (String part : name.split("/", -1)) {
            if (part.equals(".") || part.equals("..") || !PART.matcher(part).matches()) {
                throw notABundle("the archive holds a file whose name is no path below its root");
            }
        }
        return name;
    }

    private static byte[] content(TarArchiveInputStream tar, TarArchiveEntry entry)
            throws IOException, BundleRefusedException {
        if (entry.getSize() > LONGEST_UNPACKED) {
            throw tooLarge("the archive holds a file of more than " + LONGEST_UNPACKED + " bytes");
        }
        byte[] content = tar.readNBytes((int) entry.getSize());
        if (content.length != entry.getSize()) {
            throw notABundle("the archive is cut short");
        }
        return content;
    }

    /** Writes files into an archive, in the order of their names and without times or owners. */
    public static byte[] write(SortedMap<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setModTime(0L);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an archive in memory can always be written", e);
        }
        return bytes.toByteArray();
    }

    private static BundleRefusedException notABundle(String message) {
        return new BundleRefusedException(Why.NOT_A_BUNDLE, message);
    }

    private static BundleRefusedException tooLarge(String message) {
        return new BundleRefusedException(Why.TOO_LARGE, message);
    }

    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Ends in an exception where an archive unpacks to more than it may, before it has. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long skipped = super.skip(wanted);
            count(skipped);
            return skipped;
        }

        private void count(long read) throws TooLong {
            left -= read;
            if (left < 0) {
                throw new TooLong();
            }
        }
    }
}
