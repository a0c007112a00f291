package dev.freehold.registry.hub;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about, by its path.
 *
 * @param owner of the repository; absent where its bare name was given
 * @param name of the repository
 * @param verb what is asked of it, such as {@code tree}; empty for the repository itself
 * @param revision branch or commit; {@code main} where none is given
 * @param path of a file or folder; empty for the top
 */
record HubPath(@Nullable String owner, String name, String verb, String revision, String path) {
    static final String RESOLVE = "resolve";
    static final String MAIN = "main";
    private static final Set<String> VERBS =
            Set.of("auth-check", "commits", "paths-info", "refs", "revision", "tree", RESOLVE);

    /**
     * Reads {@code OWNER/NAME/VERB/REVISION/PATH}, of which the owner and whatever follows the name may be absent.
     *
     * @throws HubRefusal if it names nothing that is served
     */
    static HubPath of(List<String> segments) {
        int verb = verb(segments);
        int ends = verb < 0 ? segments.size() : verb;
        if (ends < 1 || ends > 2) {
            throw HubRefusal.plain(404, "this address is not served");
        }
        List<String> after = verb < 0 ? List.of() : segments.subList(verb + 1, segments.size());
        return new HubPath(
                ends == 2 ? segments.get(0) : null,
                segments.get(ends - 1),
                verb < 0 ? "" : segments.get(verb),
                after.isEmpty() ? MAIN : after.get(0),
                after.isEmpty() ? "" : String.join("/", after.subList(1, after.size())));
    }

    /** Behind an owner and a name if there is a verb, else behind a name. */
    private static int verb(List<String> segments) {
        for (int at : new int[] {2, 1}) {
            if (segments.size() > at && VERBS.contains(segments.get(at))) {
                return at;
            }
        }
        return -1;
    }
}
