package dev.freehold.enforcement.http;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An answer that is many files: a zip archive, written while it is read, never whole in memory or on the disk. */
public final class ZipAnswer {
    private static final long NO_TIME = 0;

    private ZipAnswer() {}

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;

        static Content of(byte[] bytes) {
            return out -> out.write(bytes);
        }
    }

    /**
     * One file of the archive.
     *
     * @param path relative, with slashes
     */
    public record Member(String path, Content content) {}

    /** An archive that is being written. */
    public interface Archive {
        /** Writes a file; if it cannot be read, the connection is cut, so that no archive is silently short. */
        void add(Member member) throws IOException;
    }

    /** Decides file by file what an archive gets, while it is written. */
    @FunctionalInterface
    public interface Filling {
        void into(Archive archive) throws IOException;
    }

    /** Answers with these files. */
    public static Response of(String fileName, List<Member> members) {
        return filled(fileName, archive -> {
            for (Member member : members) {
                archive.add(member);
            }
        });
    }

    /** Answers with what a filling adds. */
    public static Response filled(String fileName, Filling filling) {
        StreamingOutput zip = out -> write(filling, out);
        return Response.ok(zip)
                .type("application/zip")
                .header("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
                .build();
    }

    static void write(Filling filling, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
        // Weights hardly shrink, and the reader checks digests, not sizes.
        zip.setLevel(Deflater.BEST_SPEED);
        filling.into(member -> {
            ZipEntry entry = new ZipEntry(member.path());
            entry.setTime(NO_TIME);
            zip.putNextEntry(entry);
            member.content().writeTo(zip);
            zip.closeEntry();
        });
        zip.finish();
        zip.flush();
    }
}
