package dev.freehold.enforcement.recording.wal;

import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk that lies in memory and loses its power: what was not forced is then dropped, torn or written out of order, sector by
 * sector, and names that were not synced come or go by chance.
 */
final class PowerlessDisk implements LogFolders {
    static final int SECTOR = 512;

    /** What is broken on purpose. */
    enum Defect {
        NONE,
        FORCE_DOES_NOTHING,
        SYNC_DOES_NOTHING
    }

    private final Random random;
    private final Defect defect;
    private Map<String, Content> onDisk = new TreeMap<>();
    private Map<String, Content> inCache = new TreeMap<>();
    private final List<Map<String, Content>> nameChanges = new ArrayList<>();
    private long operationsLeft = Long.MAX_VALUE;
    private long bytesLeft = Long.MAX_VALUE;
    private boolean failForce;
    private boolean failRead;
    private boolean held;
    private int waiting;
    private long epochs;

    PowerlessDisk(long seed, Defect defect) {
        this.random = new Random(seed);
        this.defect = defect;
    }

    /** One file's bytes: those on the disk, and the sectors that only the cache has. */
    private static final class Content {
        byte[] disk = {};
        byte[] cache = {};
        final List<Integer> dirty = new ArrayList<>();
    }

    /** From now on so many operations succeed; the next one meets the power cut, and so do all after it. */
    synchronized void cutAfter(long operations) {
        operationsLeft = operations;
    }

    synchronized void fillUp(long bytes) {
        bytesLeft = bytes;
    }

    synchronized void failForce(boolean fails) {
        failForce = fails;
    }

    /** From now on reading meets a bug. */
    synchronized void failRead() {
        failRead = true;
    }

    /** From now on a force takes until {@link #release}. */
    synchronized void hold() {
        held = true;
    }

    synchronized void release() {
        held = false;
        notifyAll();
    }

    /** Whether a force is being held up. */
    synchronized boolean holds() {
        return waiting > 0;
    }

    private synchronized void awaitRelease() throws IOException {
        waiting++;
        try {
            while (held) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            waiting--;
        }
    }

    /** Turns the power off and on again. */
    synchronized void restart() {
        Map<String, Content> names = onDisk;
        for (Map<String, Content> change : nameChanges) {
            if (random.nextBoolean()) {
                // Directory changes reach the disk in order, but any number of the last may be missing.
                names = change;
            } else {
                break;
            }
        }
        for (Content content : names.values()) {
            lose(content);
        }
        nameChanges.clear();
        onDisk = new TreeMap<>(names);
        inCache = new TreeMap<>(names);
        operationsLeft = Long.MAX_VALUE;
        bytesLeft = Long.MAX_VALUE;
    }

    private void lose(Content content) {
        int luck = random.nextInt(4);
        content.disk = Arrays.copyOf(content.disk, content.cache.length);
        for (int sector : content.dirty) {
            boolean survives = luck == 0 || (luck != 1 && random.nextBoolean());
            if (survives) {
                int from = sector * SECTOR;
                int length = Math.min(SECTOR, content.cache.length - from);
                System.arraycopy(content.cache, from, content.disk, from, length);
            }
        }
        content.dirty.clear();
        content.cache = content.disk.clone();
    }

    /** Changes one bit of a file on the disk. */
    synchronized void flip(String name, int position) {
        Content content = inCache.get(name);
        content.cache[position] ^= 1;
        content.disk = content.cache.clone();
    }

    synchronized List<String> segments() {
        return inCache.keySet().stream().filter(name -> name.endsWith(".wal")).toList();
    }

    synchronized byte[] bytes(String name) {
        return inCache.get(name).cache.clone();
    }

    @Override
    public List<TenantId> tenants() {
        return List.of(Events.TENANT);
    }

    @Override
    public LogFiles open(TenantId tenant) {
        return new Files();
    }

    @Override
    public synchronized long newEpoch(TenantId tenant) {
        return epochs++;
    }

    private void step() throws IOException {
        if (operationsLeft == 0) {
            throw new IOException("power cut");
        }
        operationsLeft--;
    }

    private final class Files implements LogFiles {
        @Override
        public List<String> names() throws IOException {
            synchronized (PowerlessDisk.this) {
                step();
                return List.copyOf(inCache.keySet());
            }
        }

        @Override
        public LogFile open(String name) throws IOException {
            synchronized (PowerlessDisk.this) {
                step();
                return new File(inCache.get(name));
            }
        }

        @Override
        public LogFile create(String name) throws IOException {
            synchronized (PowerlessDisk.this) {
                step();
                Content content = new Content();
                inCache.put(name, content);
                changed();
                return new File(content);
            }
        }

        @Override
        public void rename(String from, String to) throws IOException {
            synchronized (PowerlessDisk.this) {
                step();
                inCache.put(to, inCache.remove(from));
                changed();
            }
        }

        @Override
        public void delete(String name) throws IOException {
            synchronized (PowerlessDisk.this) {
                step();
                Content content = inCache.remove(name);
                if (content != null) {
                    bytesLeft += bytesLeft == Long.MAX_VALUE ? 0 : content.cache.length;
                }
                changed();
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (PowerlessDisk.this) {
                step();
                if (defect != Defect.SYNC_DOES_NOTHING) {
                    onDisk = new TreeMap<>(inCache);
                    nameChanges.clear();
                }
            }
        }

        private void changed() {
            nameChanges.add(new TreeMap<>(inCache));
        }

        @Override
        public void close() {}
    }

    private final class File implements LogFile {
        private final Content content;

        File(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            synchronized (PowerlessDisk.this) {
                return content.cache.length;
            }
        }

        @Override
        public int read(ByteBuffer into, long position) {
            synchronized (PowerlessDisk.this) {
                if (failRead) {
                    throw new IllegalStateException("secret of a record");
                }
                int length = (int) Math.max(0, Math.min(into.remaining(), content.cache.length - position));
                into.put(content.cache, (int) Math.min(position, content.cache.length), length);
                return length;
            }
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            synchronized (PowerlessDisk.this) {
                int length = from.remaining();
                int grown = (int) Math.max(0, position + length - content.cache.length);
                if (grown > bytesLeft) {
                    throw new IOException("No space left on device");
                }
                bytesLeft -= bytesLeft == Long.MAX_VALUE ? 0 : grown;
                if (grown > 0) {
                    content.cache = Arrays.copyOf(content.cache, content.cache.length + grown);
                }
                from.get(content.cache, (int) position, length);
                int last = (int) (position + length - 1) / SECTOR;
                for (int sector = (int) position / SECTOR; sector <= last; sector++) {
                    content.dirty.add(sector);
                }
                // After the bytes, so that the write which the cut interrupts is torn.
                step();
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (PowerlessDisk.this) {
                step();
                awaitRelease();
                if (failForce) {
                    throw new IOException("Input/output error");
                }
                if (defect != Defect.FORCE_DOES_NOTHING) {
                    content.disk = content.cache.clone();
                    content.dirty.clear();
                }
            }
        }

        @Override
        public void close() {}
    }
}
