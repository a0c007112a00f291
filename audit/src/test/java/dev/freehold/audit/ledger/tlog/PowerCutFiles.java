package dev.freehold.audit.ledger.tlog;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A disk that can lose its power between any two operations: of what was not forced, each file and each name is then the old
 * or the new one, or torn, independently of the others.
 */
public final class PowerCutFiles implements LogFiles {
    /** Content with its two states. */
    private static final class Inode {
        byte[] seen = new byte[0];
        byte[] safe = new byte[0];
    }

    private final Map<String, Inode> names = new HashMap<>();
    private final Map<String, Inode> safeNames = new HashMap<>();
    private final Set<String> folders = new HashSet<>(Set.of(""));
    private final Set<String> safeFolders = new HashSet<>(Set.of(""));
    private final boolean forcesFiles;
    private final boolean forcesFolders;
    private int left = Integer.MAX_VALUE;

    public PowerCutFiles() {
        this(true, true);
    }

    /** A disk that may lie about forcing: a writer that forgets to is no better. */
    public PowerCutFiles(boolean forcesFiles, boolean forcesFolders) {
        this.forcesFiles = forcesFiles;
        this.forcesFolders = forcesFolders;
    }

    /** Lets so many more changes happen, and fails every operation after them. */
    public void failAfter(int changes) {
        left = changes;
    }

    public boolean hasFailed() {
        return left < 0;
    }

    /** The process is killed: whatever was written is seen by the next one. */
    public void restart() {
        left = Integer.MAX_VALUE;
    }

    /** The power fails. */
    public void cutPower(Random fate) {
        left = Integer.MAX_VALUE;
        Set<String> all = new HashSet<>(folders);
        all.addAll(safeFolders);
        for (String folder : all) {
            choose(folders.contains(folder), safeFolders.contains(folder), folder, folders, fate);
        }
        Set<String> files = new HashSet<>(names.keySet());
        files.addAll(safeNames.keySet());
        Map<String, Inode> after = new HashMap<>();
        for (String file : files) {
            Inode inode = fate.nextBoolean() ? names.get(file) : safeNames.get(file);
            if (inode != null && reachable(file)) {
                after.put(file, inode);
            }
        }
        names.clear();
        names.putAll(after);
        safeNames.clear();
        safeNames.putAll(after);
        folders.removeIf(folder -> !folder.isEmpty() && !reachable(folder));
        safeFolders.clear();
        safeFolders.addAll(folders);
        for (Inode inode : new HashSet<>(after.values())) {
            if (!Arrays.equals(inode.seen, inode.safe)) {
                inode.seen = switch (fate.nextInt(4)) {
                    case 0 -> inode.safe;
                    case 1 -> inode.seen;
                    case 2 -> Arrays.copyOf(inode.seen, fate.nextInt(inode.seen.length + 1));
                    default -> new byte[inode.seen.length];
                };
                inode.safe = inode.seen;
            }
        }
    }

    private static void choose(boolean seen, boolean safe, String folder, Set<String> folders, Random fate) {
        if (seen != safe && fate.nextBoolean()) {
            if (safe) {
                folders.add(folder);
            } else {
                folders.remove(folder);
            }
        }
    }

    private boolean reachable(String path) {
        String parent = parent(path);
        return folders.contains(parent) && (parent.isEmpty() || reachable(parent));
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private void change() throws IOException {
        if (--left < 0) {
            left = -1;
            throw new IOException("no power");
        }
    }

    @Override
    public Optional<byte[]> read(String path, int most) throws IOException {
        if (left < 0) {
            throw new IOException("no power");
        }
        Inode inode = names.get(path);
        return Optional.ofNullable(inode)
                .map(found -> Arrays.copyOf(found.seen, Math.min(found.seen.length, most + 1)));
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        change();
        if (!folders.contains(parent(path))) {
            throw new FileNotFoundException(path);
        }
        names.computeIfAbsent(path, name -> new Inode()).seen = content.clone();
    }

    @Override
    public void force(String path) throws IOException {
        change();
        Inode inode = names.get(path);
        if (inode == null) {
            throw new FileNotFoundException(path);
        }
        if (forcesFiles) {
            inode.safe = inode.seen;
        }
    }

    @Override
    public void makeFolder(String path) throws IOException {
        change();
        if (!folders.contains(parent(path))) {
            throw new FileNotFoundException(path);
        }
        folders.add(path);
    }

    @Override
    public void forceFolder(String path) throws IOException {
        change();
        if (!folders.contains(path)) {
            throw new FileNotFoundException(path);
        }
        if (!forcesFolders) {
            return;
        }
        safeNames.keySet().removeIf(name -> parent(name).equals(path) && !names.containsKey(name));
        names.forEach((name, inode) -> {
            if (parent(name).equals(path)) {
                safeNames.put(name, inode);
            }
        });
        safeFolders.removeIf(name -> !name.isEmpty() && parent(name).equals(path) && !folders.contains(name));
        folders.stream()
                .filter(name -> !name.isEmpty() && parent(name).equals(path))
                .forEach(safeFolders::add);
    }

    @Override
    public void replace(String path, String with) throws IOException {
        change();
        Inode inode = names.remove(with);
        if (inode == null) {
            throw new FileNotFoundException(with);
        }
        names.put(path, inode);
    }

    @Override
    public void removeFolder(String path) throws IOException {
        change();
        names.keySet().removeIf(name -> parent(name).equals(path));
        folders.remove(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return names.containsKey(path) || folders.contains(path);
    }
}
