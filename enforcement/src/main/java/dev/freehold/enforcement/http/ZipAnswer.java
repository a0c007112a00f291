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

    /** Answers with these files; if one cannot be read, the connection is cut, so that no archive is silently short. */
    public static Response of(String fileName, List<Member> members) {
        StreamingOutput zip = out -> write(members, out);
        return Response.ok(zip)
                .type("application/zip")
                .header("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
                .build();
    }

    static void write(List<Member> members, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
        // Weights hardly shrink, and the reader checks digests, not sizes.
        zip.setLevel(Deflater.BEST_SPEED);
        for (Member member : members) {
            ZipEntry entry = new ZipEntry(member.path());
            entry.setTime(NO_TIME);
            zip.putNextEntry(entry);
            member.content().writeTo(zip);
            zip.closeEntry();
        }
        zip.finish();
        zip.flush();
    }
}
