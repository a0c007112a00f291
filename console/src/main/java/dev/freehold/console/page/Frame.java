package dev.freehold.console.page;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a page.
 *
 * @param person who is signed in, in words; absent where nobody is
 * @param officer whether the trail is theirs to see
 */
public record Frame(String title, @Nullable String person, boolean officer, String script, String scriptSettings) {
    static Frame of(String title, @Nullable Caller caller) {
        if (caller == null) {
            return new Frame(title, null, false, Htmx.PATH, Htmx.SETTINGS);
        }
        String person = caller.subject() + " · " + Roles.names(caller.roles()) + " · " + caller.tenant();
        boolean officer = caller.roles().contains(Role.COMPLIANCE_OFFICER);
        return new Frame(title, person, officer, Htmx.PATH, Htmx.SETTINGS);
    }
}
