package dev.freehold.standalone.home;

import dev.freehold.standalone.StartRefused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Keeps a second platform off a home folder; the system lets go of it when the process ends, however it ends. */
public final class HomeLock implements AutoCloseable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws StartRefused if another process holds it
     */
    public static HomeLock take(Home home) throws IOException {
        FileChannel channel = FileChannel.open(home.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new StartRefused("a platform is running on " + home.folder()
                    + " already; use it, stop it with ./freehold down, or choose another folder with FREEHOLD_HOME");
        }
        return new HomeLock(channel);
    }

    /** Whether a platform holds this home, running or starting. */
    public static boolean isHeld(Home home) throws IOException {
        if (!Files.exists(home.lockFile())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(home.lockFile(), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
