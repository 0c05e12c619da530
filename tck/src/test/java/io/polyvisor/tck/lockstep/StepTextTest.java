package io.polyvisor.tck.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.model.CopyMode;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.Protection;
import io.polyvisor.model.Provisioning;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StepTextTest {

    static List<Step> every_kind_of_step() {
        return List.of(
                new PowerStep.Start("g1"),
                new PowerStep.Shutdown("g1", true),
                new PowerStep.PowerOff("g1", false),
                new PowerStep.Pause("g1"),
                new PowerStep.Resume("g1"),
                new PowerStep.Suspend("g1"),
                new PowerStep.Reboot("g1"),
                new PowerStep.Reset("g1"),
                new OpenConsole("g1"),
                new Elsewhere("g1", Elsewhere.Act.POWER_OFF),
                new RemovalStep.Delete("g1", Deletion.Volumes.KEEP, true),
                new ConfigurationStep.Reconfigure(
                        "g1",
                        2,
                        ConfigurationStep.LEAVE,
                        ConfigurationStep.BootChoice.CDROM_DISK,
                        GuestChange.Timing.NEXT_START),
                new ConfigurationStep.Rename("g1", "-2", NameStyle.MARKUP),
                new ConfigurationStep.RenameLike("g1", "g2"),
                new ConfigurationStep.Describe("g1", "100% of a <b> & \"c\" = d"),
                new ConfigurationStep.Describe("g1", ""),
                new ConfigurationStep.Tag("g1", "a tag", "a=b"),
                new ConfigurationStep.Protect("g1", Protection.PROTECTED),
                new ConfigurationStep.Autostart("g1", true),
                new ConfigurationStep.Adopt("g1"),
                new DeviceStep.AttachDisk("g1", 17),
                new DeviceStep.AttachVolume("g1", "v3", true),
                new DeviceStep.DetachDisk("g1", 1),
                new DeviceStep.GrowDisk("g1", 1, 18),
                new DeviceStep.Insert("g1", true),
                new DeviceStep.Eject("g1"),
                new DeviceStep.AttachNic("g1", 4, false),
                new DeviceStep.DetachNic("g1", 0),
                new SnapshotStep.Take("g1", "s5", true),
                new SnapshotStep.Revert("g1", "s5", true),
                new SnapshotStep.Drop("g1", "s5"),
                new CopyStep.Clone("g1", "g2", CopyMode.LINKED),
                new CopyStep.MakeTemplate("g1", "t6"),
                new CreationStep.Create(
                        "g1",
                        NameStyle.UNICODE,
                        1,
                        64,
                        2,
                        1,
                        CreationStep.Drive.FULL,
                        CreationStep.Flaw.NO_SUCH_NETWORK),
                new CreationStep.Deploy("t6", "g7", CopyMode.FULL),
                new CreationStep.DeleteTemplate("t6"),
                new VolumeStep.CreateVolume("v8", 19, Provisioning.THICK),
                new VolumeStep.CopyVolume("v8", "v9"),
                new VolumeStep.GrowVolume("v8", 20),
                new VolumeStep.DeleteVolume("v8"));
    }

    @ParameterizedTest
    @MethodSource("every_kind_of_step")
    void a_printed_step_parses_back_to_the_same(Step step) {
        assertThat(StepText.parse(StepText.print(step))).isEqualTo(step);
    }

    @Test
    void no_kind_of_step_is_left_out_above() {
        assertThat(every_kind_of_step()).map(Object::getClass).containsAll(StepText.kinds());
    }

    @Test
    void a_script_keeps_its_order_and_skips_comments() {
        List<Step> steps = every_kind_of_step();
        String script = "# a comment\n\n" + StepText.print(steps) + "  # another\n";

        assertThat(StepText.parseScript(script)).isEqualTo(steps);
    }

    @Test
    void comments_behind_a_step_are_left_out() {
        assertThat(StepText.parseScript("start guest=g1     # APPLIED\n")).containsExactly(new PowerStep.Start("g1"));
    }

    @Test
    void what_is_wrong_with_a_line_is_said() {
        assertThatThrownBy(() -> StepText.parse("fly guest=g1")).hasMessageContaining("no step is called \"fly\"");
        assertThatThrownBy(() -> StepText.parse("start")).hasMessageContaining("lacks guest=");
        assertThatThrownBy(() -> StepText.parse("start guest=g1 fast=true")).hasMessageContaining("no use for [fast]");
        assertThatThrownBy(() -> StepText.parse("start g1")).hasMessageContaining("is not name=value");
    }
}
