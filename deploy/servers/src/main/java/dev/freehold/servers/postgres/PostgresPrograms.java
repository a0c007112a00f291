package dev.freehold.servers.postgres;

import dev.freehold.servers.ServerFailed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from the jar that carries them. */
public final class PostgresPrograms {
    public static final String VERSION = "18.6";

    private PostgresPrograms() {}

    /** Unpacks the programs into a folder if it is not there. */
    public static void unpack(Path target) throws IOException {
        if (Files.exists(target)) {
            return;
        }
        Files.createDirectories(target.getParent());
        Path draft = Files.createTempDirectory(target.getParent(), ".unpack");
        String archive = archive();
        try (InputStream resource = PostgresPrograms.class.getResourceAsStream("/" + archive)) {
            if (resource == null) {
                throw new ServerFailed("this build carries no PostgreSQL for this machine: " + archive
                        + " is missing; build on the machine that runs it");
            }
            extract(resource, draft);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = processor.equals("aarch64") || processor.equals("arm64");
        if (system.startsWith("linux")) {
            return arm ? "postgres-linux-arm_64.txz" : "postgres-linux-x86_64.txz";
        }
        if (system.startsWith("mac") && arm) {
            return "postgres-darwin-arm_64.txz";
        }
        throw new ServerFailed(
                "Freehold runs on Linux (x86-64, arm64) and macOS (arm64), not on " + system + " " + processor);
    }

    private static void extract(InputStream resource, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(resource)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("archive entry outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0) {
                        Set<PosixFilePermission> owner = EnumSet.of(
                                PosixFilePermission.OWNER_READ,
                                PosixFilePermission.OWNER_WRITE,
                                PosixFilePermission.OWNER_EXECUTE);
                        Files.setPosixFilePermissions(path, owner);
                    }
                }
            }
        }
    }
}
