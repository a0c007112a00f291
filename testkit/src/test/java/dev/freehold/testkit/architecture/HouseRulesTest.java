package dev.freehold.testkit.architecture;

import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void what_this_module_stands_on_keeps_the_house_rules() {
        HouseRules.check("dev.freehold.servers");
    }
}
