package dev.freehold.enforcement.identity.jwt.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.servers.keycloak.KeycloakAdmin;
import java.io.IOException;

/** Puts people into the realm, as an administrator would. */
final class People {
    static final String PASSWORD = "A long pass-phrase of tests";
    private static final ObjectMapper JSON = new ObjectMapper();

    private People() {}

    /** Adds a person who has the roles of one team, and gives their id. */
    static String add(KeycloakAdmin admin, String name, String team) throws IOException {
        ObjectNode person = JSON.createObjectNode()
                .put("username", name)
                .put("enabled", true)
                .put("email", name + "@example.com")
                .put("emailVerified", true)
                .put("firstName", name)
                .put("lastName", "Tester");
        person.putArray("groups").add("/" + team);
        person.putArray("credentials").add(password(PASSWORD));
        admin.post("/users", person);
        return admin.get("/users?exact=true&username=" + name).get(0).path("id").asText();
    }

    static ObjectNode password(String text) {
        return JSON.createObjectNode()
                .put("type", "password")
                .put("temporary", false)
                .put("value", text);
    }

    /** A copy of the application's client under another name, without some of its mappers. */
    static ObjectNode client(JsonNode application, String clientId) {
        ObjectNode copy = application.deepCopy();
        copy.remove("id");
        copy.remove("secret");
        copy.put("clientId", clientId);
        return copy;
    }
}
