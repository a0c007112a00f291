package dev.freehold.servers.keycloak;

import dev.freehold.servers.ServerFailed;
import dev.freehold.servers.cache.Download;
import dev.freehold.servers.cache.ServerCache;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Keycloak's files, built for the options below, so that a start does not build first. All instances of this machine share
 * them and none writes to them.
 *
 * @param folder that has {@code lib} and {@code themes}
 */
public record KeycloakDistribution(Path folder) {
    public static final String VERSION = "26.7.3";

    private static final Download ARCHIVE = new Download(
            "org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip",
            "27a6535553c3cdcd083872ba40629efafb3475e3b758e0c6f691395561dd0f1f");

    /** Fixed when it is built. What this house does not use is not there to be attacked. */
    private static final List<String> BUILD_OPTIONS = List.of(
            "--db=postgres",
            "--health-enabled=true",
            "--features-disabled=impersonation,ciba,device-flow,kerberos,organization,token-exchange");

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(10);

    /** Whether it can be used without fetching anything. */
    public static boolean isCached(ServerCache cache) {
        return cache.has(name());
    }

    public static KeycloakDistribution cached(ServerCache cache) {
        if (!isCached(cache)) {
            throw new ServerFailed("Keycloak " + VERSION + " is not in " + cache.folder()
                    + "; deploy/servers/fetch keycloak brings it");
        }
        return new KeycloakDistribution(cache.entry(name()));
    }

    /**
     * Fetches, unpacks and builds it, where that was not done before.
     *
     * @param checkout the folder that {@code mvnw} is in
     */
    public static KeycloakDistribution ensure(ServerCache cache, Path checkout) throws IOException {
        return new KeycloakDistribution(cache.ensure(name(), draft -> {
            Path archive = ARCHIVE.into(draft, checkout);
            unpack(archive, draft);
            Files.delete(archive);
            build(draft);
        }));
    }

    static String name() {
        CRC32 options = new CRC32();
        options.update(String.join(" ", BUILD_OPTIONS).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return "keycloak-" + VERSION + "-" + HexFormat.of().toHexDigits((int) options.getValue());
    }

    /** The one folder that the archive has is left out of the paths. */
    private static void unpack(Path archive, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path path = target.resolve(
                                entry.getName().substring(entry.getName().indexOf('/') + 1))
                        .normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("archive entry outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(zip.getInputStream(entry), path, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void build(Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of("-Xmx512m"));
        command.addAll(javaOptions(folder));
        command.add("build");
        command.addAll(BUILD_OPTIONS);
        command.add(0, java());
        File log = folder.resolve("build.log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            if (!process.waitFor(BUILD_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new ServerFailed("Keycloak could not be built: "
                        + Files.readString(log.toPath()).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new ServerFailed("interrupted while building Keycloak", e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What its own start script says, save for memory and collector, and its main class. */
    private static List<String> javaOptions(Path home, Path lib) {
        return List.of(
                "-XX:+UseSerialGC",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true",
                "-Duser.language=en",
                "-Duser.country=US",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                lib.resolve("quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint");
    }

    private static List<String> javaOptions(Path home) {
        return javaOptions(home, home.resolve("lib"));
    }

    /** What runs an instance whose own folder is {@code home}. */
    List<String> command(Path home, String heap) {
        List<String> command = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1", "-Xmx" + heap));
        command.addAll(javaOptions(home, folder.resolve("lib")));
        return command;
    }
}
