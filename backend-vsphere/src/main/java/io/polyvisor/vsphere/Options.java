package io.polyvisor.vsphere;

import com.vmware.vim25.OptionValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of a guest's extraConfig as a map, and back. */
final class Options {
    private Options() {}

    /** One option; an empty value takes the option away. */
    static OptionValue option(String key, String value) {
        OptionValue option = new OptionValue();
        option.setKey(key);
        option.setValue(value);
        return option;
    }

    /**
     * What is in force: the last of several of one key, since a server that appends what is written keeps the old ones; an empty
     * value is none.
     */
    static Map<String, String> map(OptionValue @Nullable [] options) {
        Map<String, String> map = new LinkedHashMap<>();
        if (options != null) {
            for (OptionValue option : options) {
                put(map, option);
            }
        }
        return map;
    }

    private static void put(Map<String, String> map, OptionValue option) {
        Object value = option.getValue();
        if (option.getKey() == null) {
            return;
        }
        if (value == null || value.toString().isEmpty()) {
            map.remove(option.getKey());
        } else {
            map.put(option.getKey(), value.toString());
        }
    }
}
