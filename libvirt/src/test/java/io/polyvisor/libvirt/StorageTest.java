package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageTest {

    private static final String VOLUME = "<volume><name>NAME</name><capacity>1048576</capacity></volume>";

    @TempDir
    Path folder;

    private LibvirtConnection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = TestDriver.connect(folder);
    }

    @AfterEach
    void disconnect() {
        connection.close();
    }

    @Test
    void volumes_are_made_cloned_found_and_deleted() {
        try (PoolHandle pool = connection.storage().pool("images");
                VolumeHandle made = pool.createVolume(VOLUME.replace("NAME", "a.img"), Flags.NONE);
                VolumeHandle clone = pool.createVolumeFrom(VOLUME.replace("NAME", "b.img"), made, Flags.NONE);
                HandleList<VolumeHandle> all = pool.volumes();
                VolumeHandle byKey = connection.storage().volumeByKey(made.key());
                VolumeHandle byPath = connection.storage().volumeByPath(clone.path());
                PoolHandle owner = clone.pool()) {
            assertThat(all.asList()).extracting(VolumeHandle::name).containsExactlyInAnyOrder("a.img", "b.img");
            assertThat(byKey.name()).isEqualTo("a.img");
            assertThat(byPath.name()).isEqualTo("b.img");
            assertThat(owner.uuid()).isEqualTo(pool.uuid());
            assertThat(made.info()).isEqualTo(new VolumeInfo(VolumeInfo.Kind.FILE, 1048576, 1048576));
            assertThat(Xml.parse(made.xml()).bytes("capacity", ByteUnit.BYTE)).hasValue(1048576);
            made.delete(Flags.NONE);
            assertThatThrownBy(() -> pool.volume("a.img"))
                    .isInstanceOfSatisfying(
                            LibvirtFault.class,
                            fault -> assertThat(fault.codeName()).isEqualTo("VIR_ERR_NO_STORAGE_VOL"));
        }
        assertThat(connection.liveHandles()).isZero();
    }

    @Test
    void pools_are_listed_and_described() {
        try (HandleList<PoolHandle> pools = connection.storage().pools(Flags.POOLS_ACTIVE)) {
            assertThat(pools.asList()).singleElement().satisfies(pool -> {
                assertThat(pool.name()).isEqualTo("images");
                assertThat(pool.isActive()).isTrue();
                assertThat(pool.info().state()).isEqualTo(PoolInfo.State.RUNNING);
                assertThat(pool.info().available()).isPositive();
                assertThat(Xml.parse(pool.xml()).text("target/path")).contains("/images");
                pool.refresh();
            });
        }
    }

    @Test
    void networks_are_listed_and_described() {
        try (HandleList<NetworkHandle> networks = connection.networks().list(Flags.NONE);
                NetworkHandle lan = connection.networks().lookupByName("lan");
                NetworkHandle same = connection.networks().lookup(lan.uuid())) {
            assertThat(networks.asList()).extracting(NetworkHandle::name).containsExactly("lan");
            assertThat(same.isActive()).isTrue();
            same.destroy();
            assertThat(lan.isActive()).isFalse();
            assertThat(Xml.parse(lan.xml()).text("name")).contains("lan");
        }
    }
}
