package io.polyvisor.cli.placing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.failover.PoolCapacity;
import io.polyvisor.placement.failover.XapiFigures;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many hosts pools can lose, as JSON. Stateless. */
public final class CapacityJson {

    private CapacityJson() {}

    /** What a pool can lose. */
    public static ObjectNode capacity(PoolCapacity pool) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pool", pool.pool());
        fields.put("meaning", pool.meaning());
        fields.put("hosts", pool.hosts());
        fields.put("configured", pool.configured());
        fields.put("current", pool.current());
        fields.put("decided", pool.decided());
        fields.put("counterExample", pool.counterExample());
        fields.put("stranded", pool.stranded().stream().sorted().toList());
        fields.put("bound", pool.bound());
        fields.put("fix", pool.fix().map(CapacityJson::addition));
        return Documents.plain(fields);
    }

    /** What XenServer's planner would say of a pool. */
    public static ObjectNode xapi(String pool, XapiFigures figures) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pool", pool);
        fields.put("most", figures.most());
        fields.put("conservative", figures.conservative());
        fields.put("notAgile", figures.notAgile());
        fields.put("plan", figures.plan());
        return Documents.plain(fields);
    }

    private static ObjectNode addition(Shortage.Addition addition) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("what", addition.what());
        fields.put("cost", addition.cost());
        return Documents.plain(fields);
    }
}
