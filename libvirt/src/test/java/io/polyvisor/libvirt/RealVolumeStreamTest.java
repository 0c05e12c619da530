package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.testbed.LibvirtHost;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
final class RealVolumeStreamTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static LibvirtHost host;

    private LibvirtConnection connection;
    private PoolHandle pool;

    @BeforeAll
    static void power_on() {
        host = RealHost.start("streams");
        host.definePool("stream-pool", host.images().resolve("pool"));
    }

    @AfterAll
    static void power_off() {
        if (host != null) {
            host.close();
        }
    }

    @BeforeEach
    void connect() throws Exception {
        connection = RealHost.connect(host);
        pool = connection.storage().pool("stream-pool");
    }

    @AfterEach
    void disconnect() {
        connection.close();
        assertThat(connection.isAbandoned()).isFalse();
        assertThat(connection.liveHandles()).isZero();
    }

    @Test
    void uploaded_bytes_are_in_the_volume_and_come_down_again() throws Exception {
        byte[] data = randomBytes(20 * MEBIBYTE + 4321);
        try (VolumeHandle volume = pool.createVolume(RealHost.volume("up.raw", data.length, "raw"), Flags.NONE)) {
            try (LibvirtStream up = volume.upload(0, data.length)) {
                ByteBuffer all = ByteBuffer.wrap(data);
                assertThat(up.write(all, PATIENCE)).isEqualTo(data.length);
                up.finish();
            }
            assertThat(Arrays.equals(Files.readAllBytes(Path.of(volume.path())), data))
                    .isTrue();
            assertThat(Arrays.equals(download(volume, 0, 0), data)).isTrue();
            assertThat(Arrays.equals(
                            download(volume, MEBIBYTE, 777), Arrays.copyOfRange(data, MEBIBYTE, MEBIBYTE + 777)))
                    .isTrue();
        }
    }

    @Test
    void a_slow_reader_gets_every_byte() throws Exception {
        byte[] data = randomBytes(4 * MEBIBYTE);
        try (VolumeHandle volume = pool.createVolume(RealHost.volume("slow.raw", data.length, "raw"), Flags.NONE)) {
            Files.write(Path.of(volume.path()), data);
            ByteBuffer all = ByteBuffer.allocate(data.length);
            try (LibvirtStream down = volume.download(0, 0)) {
                ByteBuffer sip = ByteBuffer.allocate(1000);
                while (down.read(sip, PATIENCE) > 0) {
                    all.put(sip.flip());
                    sip.clear();
                }
                down.finish();
            }
            assertThat(Arrays.equals(all.array(), data)).isTrue();
        }
    }

    @Test
    void an_aborted_transfer_leaves_the_connection_usable() throws Exception {
        try (VolumeHandle volume = pool.createVolume(RealHost.volume("half.raw", 8 * MEBIBYTE, "raw"), Flags.NONE)) {
            LibvirtStream down = volume.download(0, 0);
            assertThat(down.read(ByteBuffer.allocate(10), PATIENCE)).isEqualTo(10);
            down.close();
            down.close();
            assertThatThrownBy(() -> down.read(ByteBuffer.allocate(10), PATIENCE))
                    .isInstanceOf(ConnectionClosedFailure.class);
            LibvirtStream up = volume.upload(0, 0);
            assertThat(up.write(ByteBuffer.allocate(MEBIBYTE), PATIENCE)).isEqualTo(MEBIBYTE);
            up.close();
            assertThat(volume.info().capacity()).isEqualTo(8L * MEBIBYTE);
        }
    }

    @Test
    void what_the_daemon_cannot_open_is_a_fault_and_leaves_nothing_behind() throws Exception {
        try (VolumeHandle volume = pool.createVolume(RealHost.volume("gone.raw", MEBIBYTE, "raw"), Flags.NONE)) {
            Files.delete(Path.of(volume.path()));
            int handles = connection.liveHandles();
            assertThatThrownBy(() -> volume.download(0, 0)).isInstanceOf(LibvirtFault.class);
            assertThat(connection.liveHandles()).isEqualTo(handles);
        }
    }

    @Test
    void calls_on_the_same_connection_go_on_during_transfers() throws Exception {
        byte[] data = randomBytes(16 * MEBIBYTE);
        try (VolumeHandle volume = pool.createVolume(RealHost.volume("busy.raw", data.length, "raw"), Flags.NONE)) {
            Files.write(Path.of(volume.path()), data);
            Thread caller = new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    assertThat(connection.host().node().cpus()).isPositive();
                }
            });
            caller.start();
            for (int round = 0; round < 5; round++) {
                assertThat(Arrays.equals(download(volume, 0, 0), data)).isTrue();
            }
            caller.join(PATIENCE.toMillis());
            assertThat(caller.isAlive()).isFalse();
        }
    }

    private static byte[] download(VolumeHandle volume, long offset, long length) throws InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (LibvirtStream down = volume.download(offset, length)) {
            ByteBuffer part = ByteBuffer.allocate(100_000);
            int moved = down.read(part, PATIENCE);
            while (moved > 0) {
                all.write(part.array(), 0, moved);
                part.clear();
                moved = down.read(part, PATIENCE);
            }
            assertThat(moved).isEqualTo(-1);
            down.finish();
        }
        return all.toByteArray();
    }

    private static byte[] randomBytes(int count) {
        byte[] data = new byte[count];
        new Random(42).nextBytes(data);
        return data;
    }
}
