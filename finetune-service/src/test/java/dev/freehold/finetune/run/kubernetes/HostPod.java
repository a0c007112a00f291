package dev.freehold.finetune.run.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A container's command, run as a process of this machine with the container's environment and nothing else. Where the
 * container has a mount, the process is given the folder that is mounted there.
 */
record HostPod(int exitCode, String lastWord, List<String> lines) {
    /**
     * Runs to the end.
     *
     * @param shared the volume
     * @param work folder for what a node would have: image, scratch, last word
     */
    static HostPod run(PodSpec pod, Path shared, Path work) throws Exception {
        Container container = pod.getContainers().get(0);
        Path lastWord = work.resolve("last-word");
        Path out = work.resolve("stdout");
        List<String> command = new ArrayList<>();
        for (String word : container.getCommand()) {
            String here = word.replace("/opt/freehold", image(work).toString())
                    .replace(container.getTerminationMessagePath(), lastWord.toString());
            for (VolumeMount mount : container.getVolumeMounts()) {
                Path folder = mount.getSubPath() == null
                        ? Files.createDirectories(work.resolve(mount.getName()))
                        : shared.resolve(mount.getSubPath());
                here = here.replace(mount.getMountPath(), folder.toString());
            }
            command.add(here);
        }
        command.set(
                0,
                Path.of(System.getProperty("java.home"), "bin", command.get(0)).toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(work.resolve("stderr").toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        container.getEnv().forEach(variable -> builder.environment().put(variable.getName(), variable.getValue()));
        Process process = builder.start();
        if (!process.waitFor(100, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the run did not end");
        }
        return new HostPod(process.exitValue(), Files.readString(lastWord), Files.readAllLines(out));
    }

    /** What the image has in its application folder: this class path, in jars. */
    private static Path image(Path work) throws Exception {
        Path image = work.resolve("image");
        if (Files.exists(image)) {
            return image;
        }
        Path libraries = Files.createDirectories(image.resolve("lib/main"));
        Path own = Files.createDirectories(image.resolve("app"));
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            number++;
            if (Files.isRegularFile(path)) {
                Files.createSymbolicLink(libraries.resolve(number + ".jar"), path.toAbsolutePath());
            } else if (Files.isDirectory(path) && !entry.endsWith("test-classes")) {
                jar(path, own.resolve(number + ".jar"));
            }
        }
        return image;
    }

    private static void jar(Path classes, Path jar) throws Exception {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> tree = Files.walk(classes)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
    }
}
