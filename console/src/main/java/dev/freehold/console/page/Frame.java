package dev.freehold.console.page;

import dev.freehold.contracts.identity.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a page.
 *
 * @param person who is signed in, in words; absent where nobody is
 * @param company the tenant; absent where nobody is signed in
 * @param rooms what the person may open
 */
public record Frame(
        String title,
        @Nullable String person,
        @Nullable String company,
        List<Link> rooms,
        String script,
        String scriptSettings) {
    /**
     * One way in.
     *
     * @param here whether the page lies in that room
     */
    public record Link(String title, String address, boolean here) {}

    public Frame {
        rooms = List.copyOf(rooms);
    }

    static Frame of(String title, @Nullable Room here, @Nullable Caller caller) {
        if (caller == null) {
            return new Frame(title, null, null, List.of(), Htmx.PATH, Htmx.SETTINGS);
        }
        List<Link> rooms = Room.of(caller.roles()).stream()
                .map(room -> new Link(room.title(), room.address(), room.equals(here)))
                .toList();
        return new Frame(title, Roles.names(caller.roles()), caller.tenant().value(), rooms, Htmx.PATH, Htmx.SETTINGS);
    }
}
