package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.OptionValue;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What we keep in a guest's options, as it is written and read. */
final class MarkOptionsTest {
    private static final CreationKey KEY = CreationKey.fresh();

    @Test
    void mark_is_read_as_it_was_written() {
        Mark mark = new Mark(
                Optional.of(KEY), Map.of("owner", "a&b=c \"q\" 100% é\\", "empty", ""), Protection.RESTART_IF_POSSIBLE);
        assertThat(MarkOptions.read(map(MarkOptions.of(mark)))).contains(mark);
    }

    @Test
    void mark_without_a_key_takes_an_earlier_key_away() {
        List<OptionValue> options =
                new ArrayList<>(MarkOptions.of(Mark.adopted().withTags(Map.of("a", "b"))));
        options.add(0, Options.option(MarkOptions.KEY, KEY.toString()));
        assertThat(MarkOptions.read(map(options)).flatMap(Mark::key)).isEmpty();
    }

    @Test
    void last_of_several_values_of_one_option_counts() {
        List<OptionValue> options =
                new ArrayList<>(MarkOptions.of(new Mark(Optional.of(KEY), Map.of("a", "1"), Protection.PROTECTED)));
        Mark later = new Mark(Optional.of(KEY), Map.of("a", "2"), Protection.DO_NOT_RESTART);
        options.addAll(MarkOptions.of(later));
        assertThat(MarkOptions.read(map(options))).contains(later);
    }

    @Test
    void guest_without_our_options_bears_no_mark() {
        assertThat(MarkOptions.read(Map.of("guestinfo.x", "y"))).isEmpty();
        assertThat(MarkOptions.read(Map.of(MarkOptions.KEY, KEY.toString()))).isEmpty();
    }

    @Test
    void mark_that_somebody_edited_is_still_a_mark() {
        Mark read = MarkOptions.read(Map.of(
                        MarkOptions.KEY,
                        "not a key",
                        MarkOptions.MARK,
                        "v=1&protection=SOMETIMES&tag.%zz=x&tag.b=%zz&tag.c=d"))
                .orElseThrow();
        assertThat(read).isEqualTo(new Mark(Optional.empty(), Map.of("c", "d"), Protection.DO_NOT_RESTART));
    }

    @Test
    void slot_is_found_by_its_key_until_it_is_emptied_or_filled_anew() {
        DiskId slot = DiskId.of("scsi0:1");
        List<OptionValue> options = new ArrayList<>(List.of(SlotNote.of(slot, KEY)));
        assertThat(SlotNote.slotOf(KEY, map(options))).contains(slot);
        assertThat(SlotNote.slotOf(CreationKey.fresh(), map(options))).isEmpty();
        options.add(SlotNote.of(slot, CreationKey.fresh()));
        assertThat(SlotNote.slotOf(KEY, map(options))).isEmpty();
        options.add(SlotNote.of(slot, KEY));
        options.add(SlotNote.none(slot));
        assertThat(SlotNote.slotOf(KEY, map(options))).isEmpty();
    }

    private static Map<String, String> map(List<OptionValue> options) {
        return Options.map(options.toArray(OptionValue[]::new));
    }
}
