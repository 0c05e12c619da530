package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class UniqueNamesTest {

    @Test
    void a_name_that_nothing_else_has_is_the_identity() {
        assertThat(ids(store("a", "one"), store("b", "t%2fwo"))).containsExactly("one", "t/wo");
    }

    @Test
    void two_of_one_name_are_told_apart_by_their_datacenters() {
        assertThat(ids(store("a", "local"), store("b", "local"), datacenter("Berlin", "a"), datacenter("Bonn", "b")))
                .containsExactly("local@Berlin", "local@Bonn");
    }

    @Test
    void two_of_one_name_in_one_datacenter_are_told_apart_by_their_references() {
        assertThat(ids(store("a", "local"), store("b", "local"), datacenter("Berlin", "a", "b")))
                .containsExactly("local@Berlin@a", "local@Berlin@b");
    }

    private static List<String> ids(RowOf... rows) {
        return List.copyOf(UniqueNames.of(List.of(rows).stream().map(RowOf::row).toList(), Set.of("Datastore"))
                .values());
    }

    private static RowOf store(String id, String name) {
        return RowOf.object("Datastore", id).with("name", name);
    }

    private static RowOf datacenter(String name, String... stores) {
        return RowOf.object("Datacenter", name)
                .with("name", name)
                .with(
                        "datastore",
                        List.of(stores).stream()
                                .map(store -> RowOf.reference("Datastore", store))
                                .toArray(ManagedObjectReference[]::new));
    }
}
