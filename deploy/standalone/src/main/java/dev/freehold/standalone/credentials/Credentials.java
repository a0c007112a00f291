package dev.freehold.standalone.credentials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.servers.secret.PrivateFile;
import dev.freehold.standalone.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * One access key for each kind of person, kept in {@code credentials.json} for the embedded default's single user.
 *
 * <p>The registry knows their hashes only, as of any key; that this file holds the keys themselves is what makes the
 * embedded default a one-person installation.
 */
public final class Credentials {
    /** The roles that have a key, in the order in which they are shown. */
    public static final List<Role> ROLES =
            List.of(Role.APPLICATION, Role.DATA_ENGINEER, Role.APPROVER, Role.COMPLIANCE_OFFICER, Role.OPERATOR);

    private final Map<Role, AccessKey> keys;

    private Credentials(Map<Role, AccessKey> keys) {
        this.keys = new EnumMap<>(keys);
    }

    /** Reads the file, after writing fresh keys for the roles that have none there. */
    public static Credentials ensure(Home home) throws IOException {
        ObjectNode keys = Files.exists(home.credentials()) ? file(home) : Json.MAPPER.createObjectNode();
        List<Role> missing =
                ROLES.stream().filter(role -> !keys.has(role.wireName())).toList();
        if (!missing.isEmpty()) {
            SecureRandom random = new SecureRandom();
            missing.forEach(role -> keys.put(role.wireName(), freshKey(random)));
            PrivateFile.write(home.credentials(), keys.toPrettyString() + "\n");
        }
        return read(home);
    }

    /** Reads the file of a platform that was started before. */
    public static Credentials read(Home home) throws IOException {
        ObjectNode file = file(home);
        Map<Role, AccessKey> keys = new EnumMap<>(Role.class);
        for (Role role : ROLES) {
            keys.put(role, AccessKey.of(file.path(role.wireName()).asText()));
        }
        return new Credentials(keys);
    }

    private static ObjectNode file(Home home) throws IOException {
        return (ObjectNode) Json.MAPPER.readTree(Files.readString(home.credentials()));
    }

    public AccessKey of(Role role) {
        AccessKey key = keys.get(role);
        if (key == null) {
            throw new IllegalArgumentException("no key for " + role.wireName());
        }
        return key;
    }

    private static String freshKey(SecureRandom random) {
        byte[] id = new byte[4];
        byte[] secret = new byte[32];
        random.nextBytes(id);
        random.nextBytes(secret);
        return "fh_" + HexFormat.of().formatHex(id) + "_"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
