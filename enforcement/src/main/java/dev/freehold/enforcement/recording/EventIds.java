package dev.freehold.enforcement.recording;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids of events: UUIDs of version 7 (RFC 9562, section 5.7), whose first 48 bits are the time in milliseconds. */
public final class EventIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private EventIds() {}

    public static String at(Instant time) {
        long millis = time.toEpochMilli() & 0xffff_ffff_ffffL;
        long high = millis << 16 | 0x7000 | RANDOM.nextInt(0x1000);
        long low = 1L << 63 | RANDOM.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
