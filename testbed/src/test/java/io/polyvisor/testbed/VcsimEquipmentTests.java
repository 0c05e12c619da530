package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SimulatedVCenters
@TestInstance(Lifecycle.PER_CLASS)
final class VcsimEquipmentTests {

    private Vcsim vcenter;
    private Vcsim esxi;

    @BeforeAll
    void start() {
        vcenter = Vcsim.vCenter().start();
        esxi = Vcsim.esxi().start();
    }

    @AfterAll
    void close() {
        vcenter.close();
        esxi.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void files_and_disks_are_put_on_a_datastore(boolean onEsxi) {
        VcsimEquipment equipment = equipment(onEsxi);
        equipment.putFile("LocalDS_0", "media/small.iso", new byte[] {1, 2, 3});
        assertThat(equipment.fileSize("LocalDS_0", "media/small.iso")).hasValue(3);
        assertThat(equipment.fileSize("LocalDS_0", "media/large.iso")).isEmpty();
        equipment.makeDirectory("[LocalDS_0] images");
        equipment.makeDisk("[LocalDS_0] images/small.vmdk", 1024);
        assertThatExceptionOfType(SoapFailure.class)
                .isThrownBy(() -> equipment.makeDisk("[LocalDS_0] images/small.vmdk", 1024))
                .satisfies(failure -> assertThat(failure.fault()).isEqualTo("FileAlreadyExists"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void network_is_made_and_listed(boolean onEsxi) {
        VcsimEquipment equipment = equipment(onEsxi);
        equipment.makeNetwork("servers", 42);
        assertThat(equipment.networks()).contains("servers", "VM Network");
    }

    private VcsimEquipment equipment(boolean onEsxi) {
        return (onEsxi ? esxi : vcenter).equipment();
    }
}
