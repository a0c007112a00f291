package dev.freehold.gateway.call;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.TenantId;
import java.util.HashMap;
import java.util.Map;

/** Places for requests whose bodies take their time: so many in all, and a few of them for each caller. */
public final class FairPlaces {
    private final int most;
    private final int each;
    private final Map<Client, Integer> taken = new HashMap<>();
    private int all;

    private record Client(TenantId tenant, String id) {
        static Client of(Caller caller) {
            return new Client(caller.tenant(), caller.client());
        }
    }

    /**
     * @param most places in all
     * @param each most of them that one key or client has at a time
     */
    public FairPlaces(int most, int each) {
        this.most = most;
        this.each = each;
    }

    /** Takes a place; false if there is none, or the caller has its share. */
    public synchronized boolean take(Caller caller) {
        Client client = Client.of(caller);
        int has = taken.getOrDefault(client, 0);
        if (all >= most || has >= each) {
            return false;
        }
        taken.put(client, has + 1);
        all++;
        return true;
    }

    /** Gives a place back that was taken. */
    public synchronized void giveBack(Caller caller) {
        taken.computeIfPresent(Client.of(caller), (client, has) -> has == 1 ? null : has - 1);
        all--;
    }
}
