package dev.freehold.standalone.postgres;

import dev.freehold.standalone.StartRefused;
import dev.freehold.standalone.home.Home;
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
final class Binaries {
    /** Name of the folder that they are in, below the server's. */
    static final String FOLDER = "binaries-18.6";

    private Binaries() {}

    /** Unpacks the programs if they are not there, and gives their folder. */
    static Path unpack(Home home) throws IOException {
        Path target = home.postgres().resolve(FOLDER);
        if (Files.exists(target)) {
            return target;
        }
        Files.createDirectories(home.postgres());
        Path draft = Files.createTempDirectory(home.postgres(), ".unpack");
        String archive = archive();
        try (InputStream resource = Binaries.class.getResourceAsStream("/" + archive)) {
            if (resource == null) {
                throw new StartRefused("this build carries no PostgreSQL for this machine: " + archive
                        + " is missing; build on the machine that runs it");
            }
            extract(resource, draft);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        return target;
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
        throw new StartRefused(
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
