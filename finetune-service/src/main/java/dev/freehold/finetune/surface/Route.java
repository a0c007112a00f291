package dev.freehold.finetune.surface;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation of the surface.
 *
 * @param path all of it; its one group, where there is one, is the id
 * @param query parameters that it takes: a filter that is not heeded would answer another question than was asked
 */
record Route(String method, Pattern path, Set<String> query, Room room) {
    /** What an operation does. */
    interface Room {
        SurfaceReply enter(Caller caller, String id, SurfaceRequest request);
    }

    static Route of(String method, String path, Set<String> query, Room room) {
        return new Route(method, Pattern.compile(path), query, room);
    }

    /** The id that the path names, empty text where the operation has none; absent if the path is another's. */
    Optional<String> id(String asked) {
        Matcher matcher = path.matcher(asked);
        return matcher.matches() ? Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1)) : Optional.empty();
    }
}
