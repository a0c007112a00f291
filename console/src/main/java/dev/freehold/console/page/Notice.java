package dev.freehold.console.page;

import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.problem.Problem;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page that says one thing: what stands in the way and what to do.
 *
 * @param command what to type in a terminal, where that is what to do
 * @param link where to go on, where that is what to do
 * @param code for whoever is asked for help
 */
public record Notice(
        int status,
        String heading,
        String sentence,
        String next,
        @Nullable String command,
        @Nullable Link link,
        List<Reason> reasons,
        @Nullable String code,
        @Nullable String decision) {
    /** An address of these pages, and what it is called. */
    public record Link(String address, String text) {}

    public Notice {
        reasons = List.copyOf(reasons);
    }

    private static Notice plain(int status, String heading, String sentence, String next) {
        return new Notice(status, heading, sentence, next, null, null, List.of(), null, null);
    }

    /** Nobody is signed in. */
    public static Notice signIn(boolean ended) {
        return new Notice(
                401,
                ended ? "Your session has ended" : "You are not signed in",
                "These pages open with a one-time link. It signs this browser in, once, without a password.",
                "The command prints a fresh link for each role; on a platform that runs already, it prints the links again. "
                        + "Where your company signs people in, use its own page.",
                "./freehold up",
                null,
                List.of(),
                null,
                null);
    }

    /** Nobody is signed in, and an identity provider does that. */
    public static Notice signInElsewhere(boolean ended) {
        return new Notice(
                401,
                ended ? "Your session has ended" : "You are not signed in",
                "Your company's identity provider signs you in; these pages see no password.",
                "Afterwards you are back here.",
                null,
                new Link("/console/sign-in", "Sign in"),
                List.of(),
                null,
                null);
    }

    /** Somebody has just been signed in. */
    public static Notice signedIn() {
        return new Notice(
                200,
                "You are signed in",
                "Your pages open in a moment.",
                "If they do not, go on by hand.",
                null,
                new Link("/console", "To your pages"),
                List.of(),
                null,
                null);
    }

    /** Nobody can tell at present who is signed in. */
    public static Notice cannotTellWho(String reason) {
        return plain(
                503,
                "We cannot tell who you are",
                reason + " Until that is mended, no page opens to anybody.",
                "Try again in a moment. If it stays like this, tell whoever runs this platform.");
    }

    /** The room is for other roles. */
    public static Notice roleNeeded(Room room, Collection<Role> held) {
        return plain(
                403,
                "This page is for " + room.people(),
                "You are signed in as " + Roles.names(held) + ".",
                "If this is part of your work, ask whoever administers accounts to give you the role "
                        + room.roleNames() + ". Nothing was shown, and nothing was changed.");
    }

    /** A change that did not come from a page of this console. */
    public static Notice fromElsewhere() {
        return plain(
                403,
                "This was asked by another page",
                "Changes are taken from pages of this console alone, and this request came from somewhere else.",
                "Open the page here and ask again. Nothing was changed.");
    }

    /** A service refused, with its reasons. */
    public static Notice of(Problem problem) {
        return new Notice(
                problem.status(),
                problem.title(),
                problem.detail(),
                problem.remedy(),
                null,
                null,
                problem.reasons().size() > 1 ? problem.reasons() : List.of(),
                problem.code(),
                problem.decisionId());
    }

    /** Something broke on our side. */
    public static Notice broken(String errorId) {
        return new Notice(
                500,
                "Something went wrong on our side",
                "The page could not be made. What the ledger holds is not touched by this.",
                "Try again. If it happens again, give the error id to whoever runs this platform: the log has the rest.",
                null,
                null,
                List.of(),
                "Error id " + errorId,
                null);
    }

    /** There is no such page or record. */
    public static Notice notFound(String what) {
        return plain(404, "Not found", what, "Check the address, or begin again from the pages that are named above.");
    }
}
