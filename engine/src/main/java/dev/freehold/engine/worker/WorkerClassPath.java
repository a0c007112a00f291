package dev.freehold.engine.worker;

import java.io.File;
import java.nio.file.Path;

/** Where a worker finds its classes when nobody says so. */
final class WorkerClassPath {
    private static final String QUARKUS_RUNNER = "quarkus-run.jar";

    private WorkerClassPath() {}

    static String ofThisJvm() {
        return derive(System.getProperty("java.class.path", ""));
    }

    /** A Quarkus runner jar names its libraries by a loader of its own, so they are listed by folder here. */
    static String derive(String classPath) {
        Path jar = Path.of(classPath.split(File.pathSeparator, 2)[0]);
        Path name = jar.getFileName();
        if (name == null || !QUARKUS_RUNNER.equals(name.toString())) {
            return classPath;
        }
        Path home = jar.toAbsolutePath().getParent();
        return home + "/lib/main/*" + File.pathSeparator + home + "/app/*" + File.pathSeparator + home + "/lib/boot/*";
    }
}
