package dev.freehold.console.page;

import dev.freehold.contracts.identity.Role;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of the console, and the roles that it opens to.
 *
 * @param address path of its first page
 * @param people whom it is for, in words
 */
public record Room(String title, String address, String people, List<Role> roles) {
    public static final Room TRAIL =
            new Room("Trail", "/console/trail", "the compliance officer", List.of(Role.COMPLIANCE_OFFICER));
    public static final Room JOBS = new Room(
            "Tuning jobs", "/console/jobs", "data engineers and approvers", List.of(Role.DATA_ENGINEER, Role.APPROVER));
    public static final Room START =
            new Room("Start", "/console/start", "application developers", List.of(Role.APPLICATION));

    private static final List<Room> ALL = List.of(TRAIL, JOBS, START);

    public Room {
        roles = List.copyOf(roles);
    }

    /** The rooms that open to somebody, in the order in which they are shown. */
    public static List<Room> of(Collection<Role> held) {
        return ALL.stream().filter(room -> room.opensTo(held)).toList();
    }

    public boolean opensTo(Collection<Role> held) {
        return roles.stream().anyMatch(held::contains);
    }

    /** The roles' names, as whoever administers accounts knows them. */
    String roleNames() {
        return roles.stream().map(Role::wireName).collect(Collectors.joining(" or "));
    }
}
