package dev.freehold.enforcement.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Values of one label, of which there may be only so many: a policy of somebody's own may give any code. */
final class Labels {
    private static final int MOST = 200;
    private static final String OTHERS = "OTHER";

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** The value itself, or one that stands for all further ones. */
    String of(String value) {
        if (known.contains(value)) {
            return value;
        }
        // A few more than the bound may come in where several threads are first at once.
        return known.size() < MOST && known.add(value) ? value : known.contains(value) ? value : OTHERS;
    }
}
