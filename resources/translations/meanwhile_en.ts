<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>Program</name>
    <message numerus="yes">
      <source>%Ln could not be read.</source>
      <translation>
        <numerusform>%Ln could not be read.</numerusform>
        <numerusform>%Ln could not be read.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln document(s) ready.</source>
      <translation>
        <numerusform>%Ln document ready.</numerusform>
        <numerusform>%Ln documents ready.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>A change embeds %Ln passage(s) again; until that is done, those of before answer.</source>
      <translation>
        <numerusform>A change embeds %Ln passage again; until that is done, those of before answer.</numerusform>
        <numerusform>A change embeds %Ln passages again; until that is done, those of before answer.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>documents</name>
    <message numerus="yes">
      <source>%Ln document(s) removed from the library; the files are untouched</source>
      <translation>
        <numerusform>%Ln document removed from the library; the files are untouched</numerusform>
        <numerusform>%Ln documents removed from the library; the files are untouched</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln path(s) copied</source>
      <translation>
        <numerusform>Path copied</numerusform>
        <numerusform>%Ln paths copied</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Copy %Ln path(s)</source>
      <translation>
        <numerusform>Copy path</numerusform>
        <numerusform>Copy %Ln paths</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Remove %Ln document(s) from the library?</source>
      <translation>
        <numerusform>Remove %Ln document from the library?</numerusform>
        <numerusform>Remove %Ln documents from the library?</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>engine</name>
    <message numerus="yes">
      <source>%Ln chunk(s)</source>
      <translation>
        <numerusform>%Ln chunk</numerusform>
        <numerusform>%Ln chunks</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln document(s)</source>
      <translation>
        <numerusform>%Ln document</numerusform>
        <numerusform>%Ln documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln document(s) in {}; pages, passages, words and vectors agree</source>
      <translation>
        <numerusform>%Ln document in {}; pages, passages, words and vectors agree</numerusform>
        <numerusform>%Ln documents in {}; pages, passages, words and vectors agree</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln file(s) at a simulated remote service, {} s each, played {} times faster</source>
      <translation>
        <numerusform>%Ln file at a simulated remote service, {} s each, played {} times faster</numerusform>
        <numerusform>%Ln files at a simulated remote service, {} s each, played {} times faster</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln page(s)</source>
      <translation>
        <numerusform>%Ln page</numerusform>
        <numerusform>%Ln pages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln passage(s)</source>
      <translation>
        <numerusform>%Ln passage</numerusform>
        <numerusform>%Ln passages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Background was {} times as fast as blocking, on %Ln worker(s).</source>
      <translation>
        <numerusform>Background was {} times as fast as blocking, on %Ln worker.</numerusform>
        <numerusform>Background was {} times as fast as blocking, on %Ln workers.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Killed with %Ln page(s) stored.</source>
      <translation>
        <numerusform>Killed with %Ln page stored.</numerusform>
        <numerusform>Killed with %Ln pages stored.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Meanwhile {}, Python {}, SQLite {}, {} {}, %Ln worker(s)</source>
      <translation>
        <numerusform>Meanwhile {}, Python {}, SQLite {}, {} {}, %Ln worker</numerusform>
        <numerusform>Meanwhile {}, Python {}, SQLite {}, {} {}, %Ln workers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Reading it {} %Ln time(s).</source>
      <translation>
        <numerusform>Reading it {} %Ln time.</numerusform>
        <numerusform>Reading it {} %Ln times.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>lab</name>
    <message numerus="yes">
      <source>%Ln document(s) selected in the list.</source>
      <translation>
        <numerusform>%Ln document selected in the list.</numerusform>
        <numerusform>%Ln documents selected in the list.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln file(s), {}.</source>
      <translation>
        <numerusform>%Ln file, {}.</numerusform>
        <numerusform>%Ln files, {}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln older one(s) forgotten</source>
      <translation>
        <numerusform>%Ln older one forgotten</numerusform>
        <numerusform>%Ln older ones forgotten</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln page(s)</source>
      <translation>
        <numerusform>%Ln page</numerusform>
        <numerusform>%Ln pages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln step(s)</source>
      <translation>
        <numerusform>%Ln step</numerusform>
        <numerusform>%Ln steps</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Freeze for the first %Ln document(s)</source>
      <translation>
        <numerusform>Freeze for the first document</numerusform>
        <numerusform>Freeze for the first %Ln documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>More than %Ln file(s), {}.</source>
      <translation>
        <numerusform>More than %Ln file, {}.</numerusform>
        <numerusform>More than %Ln files, {}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Timeline of %Ln selected document(s)</source>
      <translation>
        <numerusform>Timeline of %Ln selected document</numerusform>
        <numerusform>Timeline of %Ln selected documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Wait for the first %Ln document(s)</source>
      <translation>
        <numerusform>Wait for the first document</numerusform>
        <numerusform>Wait for the first %Ln documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{} and %Ln more step(s)</source>
      <translation>
        <numerusform>{} and %Ln more step</numerusform>
        <numerusform>{} and %Ln more steps</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>search</name>
    <message numerus="yes">
      <source>%Ln document(s)</source>
      <translation>
        <numerusform>%Ln document</numerusform>
        <numerusform>%Ln documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln more passage(s) in this document</source>
      <translation>
        <numerusform>%Ln more passage in this document</numerusform>
        <numerusform>%Ln more passages in this document</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln passage(s)</source>
      <translation>
        <numerusform>%Ln passage</numerusform>
        <numerusform>%Ln passages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>In %Ln document(s)</source>
      <translation>
        <numerusform>In %Ln document</numerusform>
        <numerusform>In %Ln documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The best %Ln passage(s)</source>
      <translation>
        <numerusform>The best %Ln passage</numerusform>
        <numerusform>The best %Ln passages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The newest %Ln document(s)</source>
      <translation>
        <numerusform>The newest %Ln document</numerusform>
        <numerusform>The newest %Ln documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{} in %Ln document(s)</source>
      <translation>
        <numerusform>{} in %Ln document</numerusform>
        <numerusform>{} in %Ln documents</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>wording</name>
    <message numerus="yes">
      <source>%Ln document(s) ready</source>
      <translation>
        <numerusform>%Ln document ready</numerusform>
        <numerusform>%Ln documents ready</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln failed</source>
      <translation>
        <numerusform>%Ln failed</numerusform>
        <numerusform>%Ln failed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln need(s) attention</source>
      <translation>
        <numerusform>%Ln needs attention</numerusform>
        <numerusform>%Ln need attention</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln page(s)</source>
      <translation>
        <numerusform>%Ln page</numerusform>
        <numerusform>%Ln pages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln part(s)</source>
      <translation>
        <numerusform>%Ln part</numerusform>
        <numerusform>%Ln parts</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln unsupported</source>
      <translation>
        <numerusform>%Ln unsupported</numerusform>
        <numerusform>%Ln unsupported</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{} of %Ln document(s)</source>
      <translation>
        <numerusform>{} of %Ln document</numerusform>
        <numerusform>{} of %Ln documents</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{} of %Ln page(s)</source>
      <translation>
        <numerusform>{} of %Ln page</numerusform>
        <numerusform>{} of %Ln pages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{} of %Ln part(s)</source>
      <translation>
        <numerusform>{} of %Ln part</numerusform>
        <numerusform>{} of %Ln parts</numerusform>
      </translation>
    </message>
  </context>
</TS>
