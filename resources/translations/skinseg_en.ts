<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Acts</name>
    <message numerus="yes">
        <source>{} photo(s) accepted.</source>
        <translation>
            <numerusform>{} photo accepted.</numerusform>
            <numerusform>{} photos accepted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) rejected.</source>
        <translation>
            <numerusform>{} photo rejected.</numerusform>
            <numerusform>{} photos rejected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On {} photo(s) no lesion is marked.</source>
        <translation>
            <numerusform>On {} photo no lesion is marked.</numerusform>
            <numerusform>On {} photos no lesion is marked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} have no mask: not predicted yet, or not readable.</source>
        <translation>
            <numerusform>{} has no mask: not predicted yet, or not readable.</numerusform>
            <numerusform>{} have no mask: not predicted yet, or not readable.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} were rejected before and stay so.</source>
        <translation>
            <numerusform>{} was rejected before and stays so.</numerusform>
            <numerusform>{} were rejected before and stay so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} were accepted before and stay so.</source>
        <translation>
            <numerusform>{} was accepted before and stays so.</numerusform>
            <numerusform>{} were accepted before and stay so.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>{} photo(s) exported to {}. Files written: {}; there already and the same: {}.</source>
        <translation>
            <numerusform>{} photo exported to {}. Files written: {}; there already and the same: {}.</numerusform>
            <numerusform>{} photos exported to {}. Files written: {}; there already and the same: {}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} file(s) are there already and would be overwritten.</source>
        <translation>
            <numerusform>{} file is there already and would be overwritten.</numerusform>
            <numerusform>{} files are there already and would be overwritten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Folder</name>
    <message numerus="yes">
        <source>{} file(s) were left out, such as {}: {}</source>
        <translation>
            <numerusform>{} file was left out, {}: {}</numerusform>
            <numerusform>{} files were left out, such as {}: {}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) are others than those that were worked on under their names, such as {}.</source>
        <translation>
            <numerusform>{} photo is another than the one that was worked on under its name: {}.</numerusform>
            <numerusform>{} photos are others than those that were worked on under their names, such as {}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LongWork</name>
    <message numerus="yes">
        <source>{} photo(s) predicted, {} there already, {} with your work, {} failed.</source>
        <translation>
            <numerusform>{} photo predicted, {} there already, {} with your work, {} failed.</numerusform>
            <numerusform>{} photos predicted, {} there already, {} with your work, {} failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} mask(s) taken in, {} the same, {} left alone, {} without a partner.</source>
        <translation>
            <numerusform>{} mask taken in, {} the same, {} left alone, {} without a partner.</numerusform>
            <numerusform>{} masks taken in, {} the same, {} left alone, {} without a partner.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message numerus="yes">
        <source>test photo(s)</source>
        <translation>
            <numerusform>test photo</numerusform>
            <numerusform>test photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>validation photo(s)</source>
        <translation>
            <numerusform>validation photo</numerusform>
            <numerusform>validation photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} of the project&apos;s masks are as a model drew them: that favours the one that drew them.</source>
        <translation>
            <numerusform>{} of the project&apos;s masks is as a model drew it: that favours the one that drew it.</numerusform>
            <numerusform>{} of the project&apos;s masks are as a model drew them: that favours the one that drew them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} photos have a sibling in another part: these scores are too good.</source>
        <translation>
            <numerusform>{} photo has a sibling in another part: these scores are too good.</numerusform>
            <numerusform>{} photos have a sibling in another part: these scores are too good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first model has learned from {} held-out photos: these scores are too good.</source>
        <translation>
            <numerusform>The first model has learned from {} held-out photo: these scores are too good.</numerusform>
            <numerusform>The first model has learned from {} held-out photos: these scores are too good.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReferencesDialog</name>
    <message numerus="yes">
        <source>{} photo(s) have a reference mask in {}.</source>
        <translation>
            <numerusform>{} photo has a reference mask in {}.</numerusform>
            <numerusform>{} photos have a reference mask in {}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} file(s) have no partner.</source>
        <translation>
            <numerusform>{} file has no partner.</numerusform>
            <numerusform>{} files have no partner.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScoresPanel</name>
    <message numerus="yes">
        <source>{} of {} photo(s) with a reference</source>
        <translation>
            <numerusform>{} of {} photo with a reference</numerusform>
            <numerusform>{} of {} photos with a reference</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Scoring</name>
    <message numerus="yes">
        <source>{} photo(s) have a reference mask.</source>
        <extracomment>How often scores are told while they are made, in seconds. The folder of references that a person chose. Indices of rows whose Dice changed, or None for all. References, the scores that were just made against them, and photos that have none. What was scored, by relative path: only what changed since is counted again. Photos whose rows have a newer Dice than any that is on its way. What spoke against the references of photos that were on screen.</extracomment>
        <translation>
            <numerusform>{} photo has a reference mask.</numerusform>
            <numerusform>{} photos have a reference mask.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} file(s) have no partner.</source>
        <translation>
            <numerusform>{} file has no partner.</numerusform>
            <numerusform>{} files have no partner.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainDialog</name>
    <message numerus="yes">
        <source>{} pair(s) of photo and mask: {} to train on, {} for validation, {} for the test.</source>
        <translation>
            <numerusform>{} pair of photo and mask: {} to train on, {} for validation, {} for the test.</numerusform>
            <numerusform>{} pairs of photo and mask: {} to train on, {} for validation, {} for the test.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) show a lesion, or nearly a picture, that is in another part too: the scores of the new model would be too good.</source>
        <translation>
            <numerusform>{} photo shows a lesion, or nearly a picture, that is in another part too: the scores of the new model would be too good.</numerusform>
            <numerusform>{} photos show a lesion, or nearly a picture, that is in another part too: the scores of the new model would be too good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of {} photo(s) nobody knows the lesion: siblings among them stay unseen.</source>
        <translation>
            <numerusform>Of {} photo nobody knows the lesion: siblings among them stay unseen.</numerusform>
            <numerusform>Of {} photos nobody knows the lesion: siblings among them stay unseen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Steps of {} an epoch on {}, {} epoch(s): {}; reading, validation and the last scores come on top.</source>
        <translation>
            <numerusform>Steps of {} an epoch on {}, {} epoch: {}; reading, validation and the last scores come on top.</numerusform>
            <numerusform>Steps of {} an epoch on {}, {} epochs: {}; reading, validation and the last scores come on top.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} of the project&apos;s masks are as a model drew them: that favours the one that drew them.</source>
        <translation>
            <numerusform>{} of the project&apos;s masks is as a model drew it: that favours the one that drew it.</numerusform>
            <numerusform>{} of the project&apos;s masks are as a model drew them: that favours the one that drew them.</numerusform>
        </translation>
    </message>
</context>
</TS>
