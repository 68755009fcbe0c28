"""The table of everything a person can do. Menus, tool bars, the sheet of shortcuts, the palette and the docs read it.

A line in ``ACTIONS`` and a function of the same name in the window make an action. Reading the table loads no Qt.
"""

from __future__ import annotations

from dataclasses import dataclass

from skinseg_desktop.window.texts import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class ActionKind:
    """What can be done: texts in English (translated when shown), keys in Qt's portable spelling.

    ``needs`` is a key of NEEDS. A ``held`` action is on while its key is down. ``repeats`` fires again while a key is
    held. Of those that share a ``choice`` one is on at a time.
    """

    id: str
    menu: str
    title: str
    tip: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: str = "nothing"
    checkable: bool = False
    held: bool = False
    repeats: bool = False
    choice: str = ""
    section: int = 0


#: The menus in their order: the key in the table, the title.
MENUS: dict[str, str] = {
    "file": QT_TRANSLATE_NOOP("Actions", "File"),
    "predict": QT_TRANSLATE_NOOP("Actions", "Predict"),
    "edit": QT_TRANSLATE_NOOP("Actions", "Mask"),
    "review": QT_TRANSLATE_NOOP("Actions", "Review"),
    "train": QT_TRANSLATE_NOOP("Actions", "Training"),
    "view": QT_TRANSLATE_NOOP("Actions", "View"),
    "help": QT_TRANSLATE_NOOP("Actions", "Help"),
}

#: What an action needs, and what is said while it is not there.
NEEDS: dict[str, str] = {
    "nothing": "",
    "folder": QT_TRANSLATE_NOOP("Actions", "Open a folder of photos first."),
    "writable": QT_TRANSLATE_NOOP("Actions", "Open a folder of photos that nobody else is working on first."),
    "photo": QT_TRANSLATE_NOOP("Actions", "No photo is shown."),
    "mask": QT_TRANSLATE_NOOP("Actions", "No photo is shown whose mask can be changed."),
    "judged": QT_TRANSLATE_NOOP("Actions", "There is no mask to judge yet."),
    "undo": QT_TRANSLATE_NOOP("Actions", "There is nothing to undo."),
    "redo": QT_TRANSLATE_NOOP("Actions", "There is nothing to redo."),
    "reference": QT_TRANSLATE_NOOP("Actions", "This photo has no reference mask."),
    "model": QT_TRANSLATE_NOOP("Actions", "There is no model: import one first."),
    "prediction": QT_TRANSLATE_NOOP("Actions", "The model has not answered for this photo yet."),
    "preview": QT_TRANSLATE_NOOP("Actions", "Nothing is previewed: move the threshold of a mask that you worked on."),
    "selection": QT_TRANSLATE_NOOP("Actions", "No photos are selected in the gallery."),
    "running": QT_TRANSLATE_NOOP("Actions", "Nothing runs that could be cancelled."),
    "adjusted": QT_TRANSLATE_NOOP("Actions", "Brightness, contrast and gamma are as they are in the file."),
    "exported": QT_TRANSLATE_NOOP("Actions", "Nothing was exported from this folder yet."),
}

_A = ActionKind
ACTIONS: dict[str, ActionKind] = {
    a.id: a
    for a in (
        # File
        _A("open_folder", "file", QT_TRANSLATE_NOOP("Actions", "Open folder..."),
           QT_TRANSLATE_NOOP("Actions", "Work on the photos of a folder"), ("Ctrl+O",), "open_folder"),
        _A("open_photos", "file", QT_TRANSLATE_NOOP("Actions", "Open photos..."),
           QT_TRANSLATE_NOOP("Actions", "Work on single photos, in the folder where they lie"),
           ("Ctrl+Shift+O",), "open_photos"),
        _A("try_demo", "file", QT_TRANSLATE_NOOP("Actions", "Try the demo"),
           QT_TRANSLATE_NOOP("Actions", "Copy twelve free photos with reference masks and open them"),
           (), "try_demo"),
        _A("subfolders", "file", QT_TRANSLATE_NOOP("Actions", "With sub-folders"),
           QT_TRANSLATE_NOOP("Actions", "Show the photos of all sub-folders too"), (), "subfolders", checkable=True),
        _A("open_references", "file", QT_TRANSLATE_NOOP("Actions", "Open reference masks..."),
           QT_TRANSLATE_NOOP("Actions", "Compare with somebody else's masks of the same photos"),
           ("Ctrl+R",), "open_references", "folder", section=1),
        _A("import_masks", "file", QT_TRANSLATE_NOOP("Actions", "Import masks..."),
           QT_TRANSLATE_NOOP("Actions", "Take a folder of masks as your working masks, bit for bit"),
           ("Ctrl+I",), "import_masks", "writable", section=1),
        _A("export", "file", QT_TRANSLATE_NOOP("Actions", "Export..."),
           QT_TRANSLATE_NOOP("Actions", "Write masks, overlays, figures and a table of scores"),
           ("Ctrl+E",), "export", "folder", section=2),
        _A("open_export_folder", "file", QT_TRANSLATE_NOOP("Actions", "Open the export's folder"),
           QT_TRANSLATE_NOOP("Actions", "Show in the file manager what was exported last"),
           ("Ctrl+Shift+E",), "show_folder", "exported", section=2),
        _A("show_folder", "file", QT_TRANSLATE_NOOP("Actions", "Open the project's folder"),
           QT_TRANSLATE_NOOP("Actions", "Show in the file manager where your work is kept"),
           (), "show_folder", "folder", section=2),
        _A("settings", "file", QT_TRANSLATE_NOOP("Actions", "Settings..."),
           QT_TRANSLATE_NOOP("Actions", "Language, theme, and how the program behaves"),
           ("Ctrl+,",), "settings", section=3),
        _A("quit", "file", QT_TRANSLATE_NOOP("Actions", "Quit"),
           QT_TRANSLATE_NOOP("Actions", "Close the program; everything is saved already"), ("Ctrl+Q",), section=3),
        # Predict
        _A("predict_photo", "predict", QT_TRANSLATE_NOOP("Actions", "Predict this photo"),
           QT_TRANSLATE_NOOP("Actions", "Ask the model for the shown photo's mask again"),
           (), "predict_photo", "model"),
        _A("predict_selected", "predict", QT_TRANSLATE_NOOP("Actions", "Predict the selected photos"),
           QT_TRANSLATE_NOOP("Actions", "Ask the model for the selected photos; masks you touched stay"),
           ("Ctrl+Shift+R",), "predict_photo", "selection"),
        _A("predict_folder", "predict", QT_TRANSLATE_NOOP("Actions", "Predict folder"),
           QT_TRANSLATE_NOOP("Actions", "Ask the model for every photo of the folder; masks you touched stay"),
           ("Ctrl+P",), "predict_folder", "writable"),
        _A("cancel", "predict", QT_TRANSLATE_NOOP("Actions", "Cancel"),
           QT_TRANSLATE_NOOP("Actions", "End what runs in the background; what is finished is kept"),
           ("Ctrl+.",), "cancel", "running", section=1),
        # Mask
        _A("undo", "edit", QT_TRANSLATE_NOOP("Actions", "Undo"),
           QT_TRANSLATE_NOOP("Actions", "Take back the last change of this photo's mask"),
           ("Z", "Ctrl+Z"), "undo", "undo", repeats=True),
        _A("redo", "edit", QT_TRANSLATE_NOOP("Actions", "Redo"),
           QT_TRANSLATE_NOOP("Actions", "Make the change again that was taken back"),
           ("Shift+Z", "Ctrl+Shift+Z"), "redo", "redo", repeats=True),
        _A("brush", "edit", QT_TRANSLATE_NOOP("Actions", "Brush"),
           QT_TRANSLATE_NOOP("Actions", "Paint lesion; with Ctrl erase"),
           ("B",), "brush", checkable=True, choice="tool", section=1),
        _A("eraser", "edit", QT_TRANSLATE_NOOP("Actions", "Eraser"),
           QT_TRANSLATE_NOOP("Actions", "Take lesion away; with Ctrl paint"),
           ("E",), "eraser", checkable=True, choice="tool", section=1),
        _A("lasso", "edit", QT_TRANSLATE_NOOP("Actions", "Lasso"),
           QT_TRANSLATE_NOOP("Actions", "Draw round the lesion in one stroke; with Ctrl take away"),
           ("L",), "lasso", checkable=True, choice="tool", section=1),
        _A("polygon", "edit", QT_TRANSLATE_NOOP("Actions", "Polygon"),
           QT_TRANSLATE_NOOP("Actions", "Click round the lesion; with Ctrl take away"),
           ("P",), "polygon", checkable=True, choice="tool", section=1),
        _A("fill", "edit", QT_TRANSLATE_NOOP("Actions", "Fill"),
           QT_TRANSLATE_NOOP("Actions", "Fill a hole; with Ctrl take a part away"),
           ("G",), "fill", checkable=True, choice="tool", section=1),
        _A("size_up", "edit", QT_TRANSLATE_NOOP("Actions", "Larger tool"),
           QT_TRANSLATE_NOOP("Actions", "Make brush and eraser larger (also Ctrl and the wheel)"),
           ("]", "."), repeats=True, section=1),
        _A("size_down", "edit", QT_TRANSLATE_NOOP("Actions", "Smaller tool"),
           QT_TRANSLATE_NOOP("Actions", "Make brush and eraser smaller (also Ctrl and the wheel)"),
           ("[", ","), repeats=True, section=1),
        _A("apply_threshold", "edit", QT_TRANSLATE_NOOP("Actions", "Apply the previewed mask"),
           QT_TRANSLATE_NOOP("Actions", "Take the mask that the threshold gives in place of yours"),
           ("T",), "apply_threshold", "preview", section=2),
        _A("restore_prediction", "edit", QT_TRANSLATE_NOOP("Actions", "Restore the prediction"),
           QT_TRANSLATE_NOOP("Actions", "Put the model's mask in place of yours"),
           ("Ctrl+Backspace",), "restore_prediction", "prediction", section=2),
        _A("copy_reference", "edit", QT_TRANSLATE_NOOP("Actions", "Copy from reference"),
           QT_TRANSLATE_NOOP("Actions", "Take the reference mask as yours"),
           ("Shift+C",), "copy_reference", "reference", section=2),
        _A("clear_mask", "edit", QT_TRANSLATE_NOOP("Actions", "Clear the mask"),
           QT_TRANSLATE_NOOP("Actions", "Take all lesion away"), ("Del",), "clear_mask", "mask", section=2),
        # Review
        _A("accept_next", "review", QT_TRANSLATE_NOOP("Actions", "Accept and next"),
           QT_TRANSLATE_NOOP("Actions", "This mask is right: accept it and show the next photo"),
           ("A",), "accept_next", "judged"),
        _A("reject", "review", QT_TRANSLATE_NOOP("Actions", "Reject and next"),
           QT_TRANSLATE_NOOP("Actions", "This mask, or this photo, cannot be used; again takes it back"),
           ("R",), "reject", "judged"),
        _A("take_back", "review", QT_TRANSLATE_NOOP("Actions", "Take the judgement back"),
           QT_TRANSLATE_NOOP("Actions", "Neither accepted nor rejected: the mask stays as it is"),
           ("Shift+A",), "", "judged"),
        _A("flag", "review", QT_TRANSLATE_NOOP("Actions", "Flag"),
           QT_TRANSLATE_NOOP("Actions", "Mark this photo to come back to it, or take the mark away"),
           ("F",), "flag", "judged"),
        _A("accept_selected", "review", QT_TRANSLATE_NOOP("Actions", "Accept the selected photos"),
           QT_TRANSLATE_NOOP("Actions", "Accept the masks of all photos selected in the gallery"),
           ("Ctrl+Shift+A",), "accept_next", "selection"),
        _A("reject_selected", "review", QT_TRANSLATE_NOOP("Actions", "Reject the selected photos"),
           QT_TRANSLATE_NOOP("Actions", "Reject all photos selected in the gallery"),
           (), "reject", "selection"),
        _A("next", "review", QT_TRANSLATE_NOOP("Actions", "Next photo"),
           QT_TRANSLATE_NOOP("Actions", "Show the next photo of the gallery"),
           ("Right", "Down", "S"), "next", "folder", repeats=True, section=1),
        _A("previous", "review", QT_TRANSLATE_NOOP("Actions", "Previous photo"),
           QT_TRANSLATE_NOOP("Actions", "Show the previous photo of the gallery"),
           ("Left", "Up", "W"), "previous", "folder", repeats=True, section=1),
        _A("first", "review", QT_TRANSLATE_NOOP("Actions", "First photo"),
           QT_TRANSLATE_NOOP("Actions", "Show the first photo of the gallery"), ("Home",), "", "folder", section=1),
        _A("last", "review", QT_TRANSLATE_NOOP("Actions", "Last photo"),
           QT_TRANSLATE_NOOP("Actions", "Show the last photo of the gallery"), ("End",), "", "folder", section=1),
        _A("worst", "review", QT_TRANSLATE_NOOP("Actions", "Photo with the lowest Dice"),
           QT_TRANSLATE_NOOP("Actions", "Show the photo of the gallery that is least like its reference mask"),
           ("Shift+W",), "", "folder", section=1),
        _A("next_unreviewed", "review", QT_TRANSLATE_NOOP("Actions", "Next unreviewed photo"),
           QT_TRANSLATE_NOOP("Actions", "Show the next photo that nobody has judged"),
           ("U",), "next", "folder", section=2),
        _A("next_new", "review", QT_TRANSLATE_NOOP("Actions", "Next new photo"),
           QT_TRANSLATE_NOOP("Actions", "Show the next photo without a mask"), ("N",), "next", "folder", section=2),
        _A("next_predicted", "review", QT_TRANSLATE_NOOP("Actions", "Next predicted photo"),
           QT_TRANSLATE_NOOP("Actions", "Show the next photo whose mask nobody has touched"),
           ("Shift+N",), "next", "folder", section=2),
        _A("next_edited", "review", QT_TRANSLATE_NOOP("Actions", "Next edited photo"),
           QT_TRANSLATE_NOOP("Actions", "Show the next photo that was edited and not judged"),
           ("Shift+E",), "next", "folder", section=2),
        _A("next_flagged", "review", QT_TRANSLATE_NOOP("Actions", "Next flagged photo"),
           QT_TRANSLATE_NOOP("Actions", "Show the next photo with a flag"),
           ("Shift+F",), "next", "folder", section=2),
        _A("next_rejected", "review", QT_TRANSLATE_NOOP("Actions", "Next rejected photo"),
           QT_TRANSLATE_NOOP("Actions", "Show the next rejected photo"),
           ("Shift+R",), "next", "folder", section=2),
        # Training
        _A("train", "train", QT_TRANSLATE_NOOP("Actions", "Train a model..."),
           QT_TRANSLATE_NOOP("Actions", "Train a model from photos and masks, in the background"),
           ("Ctrl+T",), "train"),
        _A("train_from_corrections", "train", QT_TRANSLATE_NOOP("Actions", "Train from my corrections..."),
           QT_TRANSLATE_NOOP("Actions", "Teach the model in use what you accepted and corrected in this folder"),
           ("Ctrl+Shift+T",), "train", "folder"),
        _A("show_training", "train", QT_TRANSLATE_NOOP("Actions", "Trainings"),
           QT_TRANSLATE_NOOP("Actions", "Show or hide the panel of trainings with their curves"),
           ("F7",), "", checkable=True, section=1),
        # View
        _A("fit", "view", QT_TRANSLATE_NOOP("Actions", "Fit"),
           QT_TRANSLATE_NOOP("Actions", "Show the whole photo"), ("0",), "fit", "photo"),
        _A("hundred", "view", QT_TRANSLATE_NOOP("Actions", "100%"),
           QT_TRANSLATE_NOOP("Actions", "Show one photo pixel as one screen pixel"), ("1",), "hundred", "photo"),
        _A("zoom_in", "view", QT_TRANSLATE_NOOP("Actions", "Zoom in"),
           QT_TRANSLATE_NOOP("Actions", "Show the photo larger (also the wheel)"),
           ("+", "="), "zoom_in", "photo", repeats=True),
        _A("zoom_out", "view", QT_TRANSLATE_NOOP("Actions", "Zoom out"),
           QT_TRANSLATE_NOOP("Actions", "Show the photo smaller (also the wheel)"),
           ("-",), "zoom_out", "photo", repeats=True),
        _A("pan", "view", QT_TRANSLATE_NOOP("Actions", "Move the photo"),
           QT_TRANSLATE_NOOP("Actions", "Drag moves the photo instead of painting"),
           ("Space",), "pan", "photo", held=True),
        _A("hide_mask", "view", QT_TRANSLATE_NOOP("Actions", "Hide the mask"),
           QT_TRANSLATE_NOOP("Actions", "Show the bare photo"),
           ("X",), "hide_mask", "photo", held=True, section=1),
        _A("compare", "view", QT_TRANSLATE_NOOP("Actions", "Compare"),
           QT_TRANSLATE_NOOP("Actions", "Show the reference mask in place of yours"),
           ("C",), "compare", "reference", held=True, section=1),
        _A("contour", "view", QT_TRANSLATE_NOOP("Actions", "Contour"),
           QT_TRANSLATE_NOOP("Actions", "Show the mask's border as a two-tone line"),
           ("O",), "contour", checkable=True, section=1),
        _A("fill_mask", "view", QT_TRANSLATE_NOOP("Actions", "Filling"),
           QT_TRANSLATE_NOOP("Actions", "Show the mask's inside as a light filling"),
           ("I",), "fill_mask", checkable=True, section=1),
        _A("show_reference", "view", QT_TRANSLATE_NOOP("Actions", "Reference contour"),
           QT_TRANSLATE_NOOP("Actions", "Show the reference mask's border as a dashed line"),
           ("V",), "show_reference", "reference", checkable=True, section=1),
        _A("heat_map", "view", QT_TRANSLATE_NOOP("Actions", "Heat map"),
           QT_TRANSLATE_NOOP("Actions", "Show how probable the model finds lesion in each place"),
           ("H",), "heat_map", "prediction", checkable=True, section=1),
        _A("agreement", "view", QT_TRANSLATE_NOOP("Actions", "Map of agreement"),
           QT_TRANSLATE_NOOP("Actions", "Show what both masks have, only yours (blue), only the reference (orange)"),
           ("M",), "agreement", "reference", checkable=True, section=1),
        _A("reset_display", "view", QT_TRANSLATE_NOOP("Actions", "Reset the display"),
           QT_TRANSLATE_NOOP("Actions", "Brightness, contrast and gamma as they are in the file"),
           ("D",), "reset_display", "adjusted", section=2),
        _A("search", "view", QT_TRANSLATE_NOOP("Actions", "Search"),
           QT_TRANSLATE_NOOP("Actions", "Find photos by their names; Enter shows the first"),
           ("Ctrl+F",), "", "folder", section=3),
        _A("grid_list", "view", QT_TRANSLATE_NOOP("Actions", "Gallery as a grid"),
           QT_TRANSLATE_NOOP("Actions", "Show the gallery as a grid of thumbnails instead of a list"),
           ("Ctrl+G",), "grid_list", checkable=True, section=3),
        _A("toggle_gallery", "view", QT_TRANSLATE_NOOP("Actions", "Gallery"),
           QT_TRANSLATE_NOOP("Actions", "Show or hide the gallery"),
           ("F8",), "toggle_gallery", checkable=True, section=3),
        _A("toggle_panels", "view", QT_TRANSLATE_NOOP("Actions", "Panels"),
           QT_TRANSLATE_NOOP("Actions", "Show or hide the panels of model, mask and scores"),
           ("F9",), "toggle_panels", checkable=True, section=3),
        _A("fullscreen", "view", QT_TRANSLATE_NOOP("Actions", "Full screen"),
           QT_TRANSLATE_NOOP("Actions", "Use the whole screen"), ("F11",), "fullscreen", checkable=True, section=3),
        # Help
        _A("palette", "help", QT_TRANSLATE_NOOP("Actions", "Find an action..."),
           QT_TRANSLATE_NOOP("Actions", "Find anything the program can do by its name"),
           ("Ctrl+K", "Ctrl+Shift+P"), "palette"),
        _A("shortcuts", "help", QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts..."),
           QT_TRANSLATE_NOOP("Actions", "All keys on one sheet, and how to change them"), ("?", "F1"), "shortcuts"),
        _A("about", "help", QT_TRANSLATE_NOOP("Actions", "About Skinseg Desktop"),
           QT_TRANSLATE_NOOP("Actions", "Version, licences, and what this program is not for"), (), "about"),
    )
}  # fmt: skip
