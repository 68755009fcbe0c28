<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n file(s) are there already and would be overwritten.</source>
        <translation>
            <numerusform>%n file is there already and would be overwritten.</numerusform>
            <numerusform>%n files are there already and would be overwritten.</numerusform>
        </translation>
    </message>
</context>
</TS>
