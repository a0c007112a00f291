package dev.freehold.registry.importing;

import dev.freehold.registry.vetting.Refused;

/** What an archive may still unpack to. */
final class UnpackBudget {
    private static final int MOST_ENTRIES = 1000;
    private static final int HIGHEST_RATIO = 100;
    private static final long RATIO_COUNTS_FROM = 1 << 20;
    private final long mostBytes;
    private final Counting compressed;
    private int entries;
    private long bytes;

    /**
     * @param compressed knows how much of the archive was read
     */
    UnpackBudget(long mostBytes, Counting compressed) {
        this.mostBytes = mostBytes;
        this.compressed = compressed;
    }

    void countEntry() throws Refused {
        entries++;
        if (entries > MOST_ENTRIES) {
            throw new Refused("the archive has more than " + MOST_ENTRIES + " entries");
        }
    }

    void countBytes(int length) throws Refused {
        bytes += length;
        if (bytes > mostBytes) {
            throw new Refused("the archive unpacks to more than " + mostBytes + " bytes");
        }
        if (bytes > RATIO_COUNTS_FROM && bytes / HIGHEST_RATIO > compressed.count()) {
            throw new Refused("the archive unpacks to more than " + HIGHEST_RATIO + " times its size");
        }
    }
}
