<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>AboutDialog</name>
    <message>
      <source>About Meanwhile</source>
      <translation>Über Meanwhile</translation>
    </message>
    <message>
      <source>Apache License 2.0</source>
      <translation>Apache-Lizenz 2.0</translation>
    </message>
    <message>
      <source>Drop your documents. Keep working. Find anything by meaning, on your own machine.</source>
      <translation>Dokumente ablegen. Weiterarbeiten. Alles nach seiner Bedeutung finden, auf dem eigenen Rechner.</translation>
    </message>
    <message>
      <source>Embedding model</source>
      <translation>Einbettungsmodell</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>Lizenz</translation>
    </message>
    <message>
      <source>Licences…</source>
      <translation>Lizenzen …</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>Protokoll</translation>
    </message>
    <message>
      <source>Meanwhile {}</source>
      <translation>Meanwhile {}</translation>
    </message>
    <message>
      <source>Show the library</source>
      <translation>Bibliothek zeigen</translation>
    </message>
    <message>
      <source>Show the log</source>
      <translation>Protokoll zeigen</translation>
    </message>
    <message>
      <source>Your library</source>
      <translation>Deine Bibliothek</translation>
    </message>
    <message>
      <source>{} ({})</source>
      <translation>{} ({})</translation>
    </message>
  </context>
  <context>
    <name>AddButton</name>
    <message>
      <source>Add</source>
      <translation>Hinzufügen</translation>
    </message>
    <message>
      <source>Add a folder</source>
      <translation>Einen Ordner hinzufügen</translation>
    </message>
    <message>
      <source>Add documents</source>
      <translation>Dokumente hinzufügen</translation>
    </message>
    <message>
      <source>Add files</source>
      <translation>Dateien hinzufügen</translation>
    </message>
    <message>
      <source>Files…</source>
      <translation>Dateien …</translation>
    </message>
    <message>
      <source>Folder…</source>
      <translation>Ordner …</translation>
    </message>
    <message>
      <source>Paste</source>
      <translation>Einfügen</translation>
    </message>
    <message>
      <source>Sample documents</source>
      <translation>Beispieldokumente</translation>
    </message>
  </context>
  <context>
    <name>AppMenu</name>
    <message>
      <source>About Meanwhile</source>
      <translation>Über Meanwhile</translation>
    </message>
    <message>
      <source>Check the installation…</source>
      <translation>Installation prüfen …</translation>
    </message>
    <message>
      <source>Drill: show that nothing gets lost…</source>
      <translation>Ernstfall proben: es geht nichts verloren …</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <source>Keyboard shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
    <message>
      <source>Menu</source>
      <translation>Menü</translation>
    </message>
    <message>
      <source>Pause work</source>
      <translation>Arbeit anhalten</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>Report a problem…</source>
      <translation>Ein Problem melden …</translation>
    </message>
    <message>
      <source>Resume work</source>
      <translation>Arbeit fortsetzen</translation>
    </message>
    <message>
      <source>Run the next documents</source>
      <translation>Die nächsten Dokumente</translation>
    </message>
    <message>
      <source>Settings…</source>
      <translation>Einstellungen …</translation>
    </message>
  </context>
  <context>
    <name>Application</name>
    <message>
      <source>Meanwhile stopped working on your documents because of a mistake of its own.</source>
      <translation>Meanwhile arbeitet wegen eines eigenen Fehlers nicht mehr an deinen Dokumenten.</translation>
    </message>
    <message>
      <source>Nothing is lost: close the window and start it again.</source>
      <translation>Es ist nichts verloren: schließe das Fenster und starte neu.</translation>
    </message>
  </context>
  <context>
    <name>Closing</name>
    <message>
      <source>Close the window</source>
      <translation>Fenster schließen</translation>
    </message>
    <message>
      <source>Do not ask again</source>
      <translation>Nicht mehr fragen</translation>
    </message>
    <message>
      <source>It ends by itself when all documents are ready; until then its icon in the tray, or starting it again, brings the window back. If it quits now, it goes on at the next start.</source>
      <translation>Es endet von selbst, wenn alle Dokumente bereit sind; bis dahin holt sein Symbol im Infobereich oder ein erneuter Start das Fenster zurück. Beendest du es jetzt, geht es beim nächsten Start weiter.</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>Shall Meanwhile work on?</source>
      <translation>Soll Meanwhile weiterarbeiten?</translation>
    </message>
    <message>
      <source>Work on</source>
      <translation>Weiterarbeiten</translation>
    </message>
  </context>
  <context>
    <name>ComparisonCostDialog</name>
    <message>
      <source>Compare nothing</source>
      <translation>Nichts vergleichen</translation>
    </message>
    <message>
      <source>Compare with all of them</source>
      <translation>Mit allen vergleichen</translation>
    </message>
  </context>
  <context>
    <name>ComparisonPage</name>
    <message>
      <source>A simulated remote service: all the time goes into waiting for it</source>
      <translation>Ein nachgestellter entfernter Dienst: alle Zeit vergeht mit Warten auf ihn</translation>
    </message>
    <message>
      <source>Also kill each mode in the middle, and see what becomes of the work</source>
      <translation>Auch jede Art mittendrin abschießen und sehen, was aus der Arbeit wird</translation>
    </message>
    <message>
      <source>Async at once</source>
      <translation>Async zugleich</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Cancelled: the figures are those of a part.</source>
      <translation>Abgebrochen: die Zahlen gelten für einen Teil.</translation>
    </message>
    <message>
      <source>Chunk</source>
      <translation>Zerteilen</translation>
    </message>
    <message>
      <source>Coming to an end…</source>
      <translation>Kommt zum Ende …</translation>
    </message>
    <message>
      <source>Compare modes</source>
      <translation>Arten vergleichen</translation>
    </message>
    <message>
      <source>Each file asks a simulated service and waits. The window will freeze for about {} s while Blocking has its turn: click the counter below to feel it.</source>
      <translation>Jede Datei fragt einen nachgestellten Dienst und wartet. Das Fenster friert für etwa {} s ein, während Blockierend an der Reihe ist: klicke unten auf den Zähler, um es zu spüren.</translation>
    </message>
    <message>
      <source>Embed</source>
      <translation>Einbetten</translation>
    </message>
    <message>
      <source>Extract</source>
      <translation>Auslesen</translation>
    </message>
    <message>
      <source>Files</source>
      <translation>Dateien</translation>
    </message>
    <message>
      <source>Kill and restart, too</source>
      <translation>Auch abschießen und neu starten</translation>
    </message>
    <message>
      <source>Letting the work in the background come to rest…</source>
      <translation>Die Arbeit im Hintergrund kommt zur Ruhe …</translation>
    </message>
    <message>
      <source>Looking at what it costs…</source>
      <translation>Es wird nachgesehen, was es kostet …</translation>
    </message>
    <message>
      <source>Real work for the processor, in throw-away libraries</source>
      <translation>Echte Arbeit für den Prozessor, in Wegwerf-Bibliotheken</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>Tempo</translation>
    </message>
    <message>
      <source>The lesson</source>
      <translation>Die Lektion</translation>
    </message>
    <message>
      <source>The sample documents. Select some in the list to take those instead.</source>
      <translation>Die Beispieldokumente. Wähle welche in der Liste aus, um stattdessen diese zu nehmen.</translation>
    </message>
    <message>
      <source>The window will freeze while Blocking has its turn: click the counter below to feel it. Each mode gets a throw-away library of its own; yours is not touched.</source>
      <translation>Das Fenster friert ein, während Blockierend an der Reihe ist: klicke unten auf den Zähler, um es zu spüren. Jede Art bekommt eine eigene Wegwerf-Bibliothek; deine bleibt unberührt.</translation>
    </message>
    <message>
      <source>There is nothing to compare: what is selected was set aside, or its files are gone.</source>
      <translation>Es gibt nichts zu vergleichen: was ausgewählt ist, wurde zurückgestellt, oder seine Dateien sind weg.</translation>
    </message>
    <message>
      <source>Workers</source>
      <translation>Arbeiter</translation>
    </message>
    <message>
      <source>Your documents</source>
      <translation>Deine Dokumente</translation>
    </message>
    <message>
      <source>all</source>
      <translation>alle</translation>
    </message>
  </context>
  <context>
    <name>ComparisonView</name>
    <message>
      <source> · window free</source>
      <translation> · Fenster frei</translation>
    </message>
    <message>
      <source>, by {}</source>
      <translation>, durch {}</translation>
    </message>
    <message>
      <source>All done after</source>
      <translation>Alles getan nach</translation>
    </message>
    <message>
      <source>From the request until the last result is stored</source>
      <translation>Vom Auftrag, bis das letzte Ergebnis gespeichert ist</translation>
    </message>
    <message>
      <source>From the request until the window takes your next one</source>
      <translation>Vom Auftrag, bis das Fenster deinen nächsten annimmt</translation>
    </message>
    <message>
      <source>Longest freeze</source>
      <translation>Längster Stillstand</translation>
    </message>
    <message>
      <source>Measured on this window's event loop: real milliseconds, also in the lesson</source>
      <translation>Gemessen an der Ereignisschleife dieses Fensters: echte Millisekunden, auch in der Lektion</translation>
    </message>
    <message>
      <source>Missed heartbeats</source>
      <translation>Ausgefallene Herzschläge</translation>
    </message>
    <message>
      <source>Of the whole run</source>
      <translation>Über den ganzen Lauf</translation>
    </message>
    <message>
      <source>Of those that a free event loop makes, one every {} ms</source>
      <translation>Von denen einer freien Ereignisschleife, einer alle {} ms</translation>
    </message>
    <message>
      <source>Processes</source>
      <translation>Prozesse</translation>
    </message>
    <message>
      <source>Really tried: killed in the middle and opened again</source>
      <translation>Wirklich ausprobiert: mittendrin abgeschossen und wieder geöffnet</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>Tempo</translation>
    </message>
    <message>
      <source>Survives a restart</source>
      <translation>Übersteht einen Neustart</translation>
    </message>
    <message>
      <source>That worked: this one, and the workers</source>
      <translation>Die gearbeitet haben: dieser und die Arbeiter</translation>
    </message>
    <message>
      <source>Timeline of {}</source>
      <translation>Zeitleiste von {}</translation>
    </message>
    <message>
      <source>Timelines and times are those of the service, played {} times faster; how long the window was held up is told in real time.</source>
      <translation>Zeitleisten und Zeiten sind die des Dienstes, {}-mal schneller abgespielt; wie lange das Fenster aufgehalten wurde, steht in wirklicher Zeit da.</translation>
    </message>
    <message>
      <source>You can act again after</source>
      <translation>Wieder handeln nach</translation>
    </message>
    <message>
      <source>files/s</source>
      <translation>Dateien/s</translation>
    </message>
    <message>
      <source>no</source>
      <translation>nein</translation>
    </message>
    <message>
      <source>not tried</source>
      <translation>nicht versucht</translation>
    </message>
    <message>
      <source>pages/s</source>
      <translation>Seiten/s</translation>
    </message>
    <message>
      <source>window held up for up to {}</source>
      <translation>Fenster bis zu {} aufgehalten</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>ja</translation>
    </message>
    <message>
      <source>{} of {}</source>
      <translation>{} von {}</translation>
    </message>
  </context>
  <context>
    <name>CostDialog</name>
    <message>
      <source>Add nothing</source>
      <translation>Nichts hinzufügen</translation>
    </message>
    <message>
      <source>All in the background: no waiting</source>
      <translation>Alle im Hintergrund: ohne Warten</translation>
    </message>
    <message>
      <source>Freeze the window</source>
      <translation>Das Fenster einfrieren</translation>
    </message>
    <message>
      <source>Wait for all of it</source>
      <translation>Auf alles warten</translation>
    </message>
  </context>
  <context>
    <name>DoctorSheet</name>
    <message>
      <source>Check</source>
      <translation>Prüfung</translation>
    </message>
    <message>
      <source>Check again</source>
      <translation>Noch einmal prüfen</translation>
    </message>
    <message>
      <source>Check the installation</source>
      <translation>Installation prüfen</translation>
    </message>
    <message>
      <source>Checking…</source>
      <translation>Wird geprüft …</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <source>Everything is in place and works.</source>
      <translation>Alles ist da und geht.</translation>
    </message>
    <message>
      <source>In order</source>
      <translation>In Ordnung</translation>
    </message>
    <message>
      <source>Not in order</source>
      <translation>Nicht in Ordnung</translation>
    </message>
    <message>
      <source>Something is wrong.</source>
      <translation>Etwas stimmt nicht.</translation>
    </message>
    <message>
      <source>The check could not be carried out.</source>
      <translation>Die Prüfung konnte nicht stattfinden.</translation>
    </message>
  </context>
  <context>
    <name>DocumentsHeader</name>
    <message>
      <source>Documents</source>
      <translation>Dokumente</translation>
    </message>
    <message>
      <source>Show all documents</source>
      <translation>Alle Dokumente zeigen</translation>
    </message>
    <message>
      <source>Show only these</source>
      <translation>Nur diese zeigen</translation>
    </message>
    <message>
      <source>Try all again</source>
      <translation>Alle noch einmal versuchen</translation>
    </message>
  </context>
  <context>
    <name>DocumentsView</name>
    <message>
      <source>Documents</source>
      <translation>Dokumente</translation>
    </message>
    <message>
      <source>Drop files and folders here</source>
      <translation>Lege Dateien und Ordner hier ab</translation>
    </message>
  </context>
  <context>
    <name>DrillSheet</name>
    <message>
      <source>Begin</source>
      <translation>Beginnen</translation>
    </message>
    <message>
      <source>Drill</source>
      <translation>Ernstfall</translation>
    </message>
    <message>
      <source>Nothing was lost.</source>
      <translation>Es ging nichts verloren.</translation>
    </message>
    <message>
      <source>Once more</source>
      <translation>Noch einmal</translation>
    </message>
    <message>
      <source>Something was lost or done twice: please report this.</source>
      <translation>Etwas ging verloren oder wurde zweimal getan: bitte melde das.</translation>
    </message>
    <message>
      <source>The drill could not be carried out.</source>
      <translation>Die Probe konnte nicht stattfinden.</translation>
    </message>
    <message>
      <source>The sample documents are put into a library of their own. While they are worked on, workers are killed, and then the whole program, several times. Your library is not touched. It takes a quarter of a minute.</source>
      <translation>Die Beispieldokumente kommen in eine eigene Bibliothek. Während daran gearbeitet wird, werden erst Arbeiter und dann das ganze Programm mehrmals abgeschossen. Deine Bibliothek bleibt unberührt. Es dauert eine Viertelminute.</translation>
    </message>
    <message>
      <source>Under way…</source>
      <translation>Läuft …</translation>
    </message>
    <message>
      <source>What happens</source>
      <translation>Was geschieht</translation>
    </message>
    <message>
      <source>Will anything get lost?</source>
      <translation>Geht etwas verloren?</translation>
    </message>
  </context>
  <context>
    <name>DropOverlay</name>
    <message>
      <source>Let go to add</source>
      <translation>Loslassen zum Hinzufügen</translation>
    </message>
  </context>
  <context>
    <name>Footer</name>
    <message>
      <source>Pause</source>
      <translation>Anhalten</translation>
    </message>
    <message>
      <source>Progress of the library</source>
      <translation>Fortschritt der Bibliothek</translation>
    </message>
    <message>
      <source>Resume</source>
      <translation>Fortsetzen</translation>
    </message>
  </context>
  <context>
    <name>HelpSheet</name>
    <message>
      <source>A document that cannot be read says why, and what you can do. Show those alone with the mark above the list, mend them, and try again.</source>
      <translation>Ein Dokument, das sich nicht lesen lässt, sagt warum, und was du tun kannst. Zeige diese allein mit der Marke über der Liste, bring sie in Ordnung, und versuche es noch einmal.</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>Hinzufügen</translation>
    </message>
    <message>
      <source>All of it lies in one folder, your library. The menu opens others, makes new ones, copies one while it is in use, and moves it.</source>
      <translation>Alles liegt in einem Ordner, deiner Bibliothek. Das Menü öffnet andere, legt neue an, kopiert eine im laufenden Betrieb und verschiebt sie.</translation>
    </message>
    <message>
      <source>Ask in your own words, with Ctrl+F from anywhere. Every hit says where it stands and why it was found; the page stands beside it. The question mark in the search field tells what else can be asked.</source>
      <translation>Frag in eigenen Worten, mit Strg+F von überall. Jeder Treffer sagt, wo er steht und warum er gefunden wurde; die Seite steht daneben. Das Fragezeichen im Suchfeld sagt, was sich noch fragen lässt.</translation>
    </message>
    <message>
      <source>Drop files and folders anywhere in the window, paste them, or choose them with Add. The files stay where they are; Meanwhile only reads them.</source>
      <translation>Lege Dateien und Ordner irgendwo im Fenster ab, füge sie ein, oder wähle sie mit Hinzufügen. Die Dateien bleiben, wo sie sind; Meanwhile liest sie nur.</translation>
    </message>
    <message>
      <source>Find</source>
      <translation>Finden</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Weitermachen</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <source>Libraries</source>
      <translation>Bibliotheken</translation>
    </message>
    <message>
      <source>Nothing leaves it: no network, no account, no statistics. What reads a document is locked in and can open no other file. Check the installation tries all of that.</source>
      <translation>Nichts verlässt ihn: kein Netz, kein Konto, keine Statistik. Was ein Dokument liest, ist eingesperrt und kann keine andere Datei öffnen. Installation prüfen probiert all das aus.</translation>
    </message>
    <message>
      <source>See why</source>
      <translation>Sehen, warum</translation>
    </message>
    <message>
      <source>The switch above the lower edge runs the next documents in three ways: only in the background does the window stay free. The pulse beside it shows how late the window is; the lab compares all three.</source>
      <translation>Der Schalter über dem unteren Rand lässt die nächsten Dokumente auf drei Arten laufen: nur im Hintergrund bleibt das Fenster frei. Der Puls daneben zeigt, wie spät das Fenster ist; das Labor vergleicht alle drei.</translation>
    </message>
    <message>
      <source>The window is free at once. Each document is first read, and can then be found by its words; then its passages are embedded, and it can be found by what it means. Pause, quit, switch the machine off: it goes on where it was.</source>
      <translation>Das Fenster ist sofort frei. Jedes Dokument wird erst gelesen und ist dann nach seinen Worten zu finden; dann werden seine Stellen eingebettet, und es ist nach seiner Bedeutung zu finden. Halte an, beende, schalte den Rechner aus: es geht weiter, wo es war.</translation>
    </message>
    <message>
      <source>When something fails</source>
      <translation>Wenn etwas scheitert</translation>
    </message>
    <message>
      <source>Your own machine</source>
      <translation>Dein eigener Rechner</translation>
    </message>
  </context>
  <context>
    <name>Lab</name>
    <message>
      <source>Compare modes</source>
      <translation>Arten vergleichen</translation>
    </message>
    <message>
      <source>Timeline</source>
      <translation>Zeitleiste</translation>
    </message>
    <message>
      <source>When to use which</source>
      <translation>Wann welche Art</translation>
    </message>
  </context>
  <context>
    <name>LabBar</name>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Lab</source>
      <translation>Labor</translation>
    </message>
    <message>
      <source>Pulse of the window</source>
      <translation>Puls des Fensters</translation>
    </message>
    <message>
      <source>See why: timeline, comparison, when to use which ({})</source>
      <translation>Sieh, warum: Zeitleiste, Vergleich, wann welche Art ({})</translation>
    </message>
    <message>
      <source>{}: you are waiting</source>
      <translation>{}: du wartest</translation>
    </message>
  </context>
  <context>
    <name>LabPane</name>
    <message>
      <source>Close the lab</source>
      <translation>Labor schließen</translation>
    </message>
    <message>
      <source>Use the whole window</source>
      <translation>Das ganze Fenster nutzen</translation>
    </message>
  </context>
  <context>
    <name>Legend</name>
    <message>
      <source>Legend</source>
      <translation>Legende</translation>
    </message>
  </context>
  <context>
    <name>LibraryCopy</name>
    <message>
      <source>Backing up the library</source>
      <translation>Die Bibliothek wird gesichert</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Moving the library</source>
      <translation>Die Bibliothek zieht um</translation>
    </message>
    <message>
      <source>To {}</source>
      <translation>Nach {}</translation>
    </message>
  </context>
  <context>
    <name>LibraryMenu</name>
    <message>
      <source>A folder for the copy</source>
      <translation>Ein Ordner für die Kopie</translation>
    </message>
    <message>
      <source>An empty folder for the new library</source>
      <translation>Ein leerer Ordner für die neue Bibliothek</translation>
    </message>
    <message>
      <source>Back up…</source>
      <translation>Sichern …</translation>
    </message>
    <message>
      <source>Choose or make an empty folder: a library is easier to copy and to move by itself.</source>
      <translation>Wähle einen leeren Ordner oder lege einen an: eine Bibliothek für sich lässt sich leichter kopieren und verschieben.</translation>
    </message>
    <message>
      <source>Give back free space</source>
      <translation>Freien Platz zurückgeben</translation>
    </message>
    <message>
      <source>It may have been moved or deleted, or the drive it is on is not connected. Nothing was changed.</source>
      <translation>Vielleicht wurde sie verschoben oder gelöscht, oder das Laufwerk, auf dem sie liegt, ist nicht verbunden. Es wurde nichts geändert.</translation>
    </message>
    <message>
      <source>Library</source>
      <translation>Bibliothek</translation>
    </message>
    <message>
      <source>Make a new library there</source>
      <translation>Dort eine neue Bibliothek anlegen</translation>
    </message>
    <message>
      <source>Move…</source>
      <translation>Verschieben …</translation>
    </message>
    <message>
      <source>New…</source>
      <translation>Neu …</translation>
    </message>
    <message>
      <source>Open a library</source>
      <translation>Eine Bibliothek öffnen</translation>
    </message>
    <message>
      <source>Open another…</source>
      <translation>Andere öffnen …</translation>
    </message>
    <message>
      <source>Show its folder</source>
      <translation>Ihren Ordner zeigen</translation>
    </message>
    <message>
      <source>Take it off the list</source>
      <translation>Von der Liste nehmen</translation>
    </message>
    <message>
      <source>There is no library in {}.</source>
      <translation>In {} ist keine Bibliothek.</translation>
    </message>
    <message>
      <source>To make one there, choose New.</source>
      <translation>Um dort eine anzulegen, wähle Neu.</translation>
    </message>
    <message>
      <source>Where the library shall be from now on</source>
      <translation>Wo die Bibliothek künftig liegen soll</translation>
    </message>
    <message>
      <source>{} is not empty.</source>
      <translation>{} ist nicht leer.</translation>
    </message>
  </context>
  <context>
    <name>LicencesSheet</name>
    <message>
      <source>Licence</source>
      <translation>Lizenz</translation>
    </message>
    <message>
      <source>Licences</source>
      <translation>Lizenzen</translation>
    </message>
    <message>
      <source>Meanwhile stands on the work of many. Each part keeps its own licence.</source>
      <translation>Meanwhile steht auf der Arbeit vieler. Jeder Teil behält seine eigene Lizenz.</translation>
    </message>
    <message>
      <source>Part</source>
      <translation>Teil</translation>
    </message>
    <message>
      <source>Parts and their licences</source>
      <translation>Teile und ihre Lizenzen</translation>
    </message>
    <message>
      <source>Version</source>
      <translation>Version</translation>
    </message>
  </context>
  <context>
    <name>LivePage</name>
    <message>
      <source>Everything since the start</source>
      <translation>Alles seit dem Start</translation>
    </message>
    <message>
      <source>Follow</source>
      <translation>Folgen</translation>
    </message>
    <message>
      <source>Nothing has run yet. Add documents, and watch who does the work.</source>
      <translation>Noch ist nichts gelaufen. Füge Dokumente hinzu und sieh, wer die Arbeit tut.</translation>
    </message>
    <message>
      <source>Recording for the timeline is switched off in the settings.</source>
      <translation>Das Aufzeichnen für die Zeitleiste ist in den Einstellungen ausgeschaltet.</translation>
    </message>
    <message>
      <source>Show all</source>
      <translation>Alles zeigen</translation>
    </message>
    <message>
      <source>Show the last half minute, and go on with it</source>
      <translation>Die letzte halbe Minute zeigen und mitlaufen</translation>
    </message>
    <message>
      <source>Timeline of Meanwhile</source>
      <translation>Zeitleiste von Meanwhile</translation>
    </message>
    <message>
      <source>Timeline of task {}</source>
      <translation>Zeitleiste von Auftrag {}</translation>
    </message>
    <message>
      <source>Zoom in</source>
      <translation>Näher</translation>
    </message>
    <message>
      <source>Zoom out</source>
      <translation>Weiter</translation>
    </message>
    <message>
      <source>wheel zooms, drag moves, a click finds the document</source>
      <translation>Rad zoomt, Ziehen verschiebt, ein Klick findet das Dokument</translation>
    </message>
  </context>
  <context>
    <name>Locating</name>
    <message>
      <source>It is in the library already, as a document of its own.</source>
      <translation>Sie ist schon in der Bibliothek, als eigenes Dokument.</translation>
    </message>
    <message>
      <source>It was added as a document of its own.</source>
      <translation>Sie wurde als eigenes Dokument hinzugefügt.</translation>
    </message>
    <message>
      <source>Where is {} now?</source>
      <translation>Wo ist {} jetzt?</translation>
    </message>
    <message>
      <source>{} is another file than the one that is missing.</source>
      <translation>{} ist eine andere Datei als die, die fehlt.</translation>
    </message>
    <message>
      <source>{} is found again</source>
      <translation>{} ist wiedergefunden</translation>
    </message>
  </context>
  <context>
    <name>Mishaps</name>
    <message>
      <source>Something went wrong in Meanwhile itself ({}).</source>
      <translation>In Meanwhile selbst ging etwas schief ({}).</translation>
    </message>
    <message>
      <source>Your documents are safe. The details are in {}.</source>
      <translation>Deine Dokumente sind sicher. Einzelheiten stehen in {}.</translation>
    </message>
  </context>
  <context>
    <name>MissingStrip</name>
    <message>
      <source>Locate…</source>
      <translation>Suchen …</translation>
    </message>
    <message>
      <source>Remove from the library</source>
      <translation>Aus der Bibliothek entfernen</translation>
    </message>
  </context>
  <context>
    <name>ModeSwitch</name>
    <message>
      <source>How the next documents are run</source>
      <translation>Wie die nächsten Dokumente laufen</translation>
    </message>
  </context>
  <context>
    <name>NoticeBar</name>
    <message>
      <source>Close notice</source>
      <translation>Hinweis schließen</translation>
    </message>
  </context>
  <context>
    <name>PageView</name>
    <message>
      <source>Page</source>
      <translation>Seite</translation>
    </message>
  </context>
  <context>
    <name>PreviewPane</name>
    <message>
      <source>As wide as there is room</source>
      <translation>So breit wie Platz ist</translation>
    </message>
    <message>
      <source>Copy the passage</source>
      <translation>Stelle kopieren</translation>
    </message>
    <message>
      <source>Drawing the page…</source>
      <translation>Die Seite wird gezeichnet …</translation>
    </message>
    <message>
      <source>Hit before</source>
      <translation>Voriger Treffer</translation>
    </message>
    <message>
      <source>Larger</source>
      <translation>Größer</translation>
    </message>
    <message>
      <source>Next hit</source>
      <translation>Nächster Treffer</translation>
    </message>
    <message>
      <source>Next page</source>
      <translation>Nächste Seite</translation>
    </message>
    <message>
      <source>Open in its program</source>
      <translation>In seinem Programm öffnen</translation>
    </message>
    <message>
      <source>Page before</source>
      <translation>Vorige Seite</translation>
    </message>
    <message>
      <source>Page {} of {}</source>
      <translation>Seite {} von {}</translation>
    </message>
    <message>
      <source>Part {} of {}</source>
      <translation>Teil {} von {}</translation>
    </message>
    <message>
      <source>Preview</source>
      <translation>Vorschau</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>Im Ordner zeigen</translation>
    </message>
    <message>
      <source>Smaller</source>
      <translation>Kleiner</translation>
    </message>
    <message>
      <source>Text of the passage copied</source>
      <translation>Text der Stelle kopiert</translation>
    </message>
    <message>
      <source>The library holds no text of this page.</source>
      <translation>Die Bibliothek hat keinen Text dieser Seite.</translation>
    </message>
    <message>
      <source>The page does not come. Open the file instead.</source>
      <translation>Die Seite kommt nicht. Öffne stattdessen die Datei.</translation>
    </message>
    <message>
      <source>The passage was not found on this page: the file may have changed since.</source>
      <translation>Die Stelle wurde auf dieser Seite nicht gefunden: die Datei hat sich wohl seitdem geändert.</translation>
    </message>
    <message>
      <source>There is no text on this page.</source>
      <translation>Auf dieser Seite ist kein Text.</translation>
    </message>
    <message>
      <source>{} of {}</source>
      <translation>{} von {}</translation>
    </message>
  </context>
  <context>
    <name>ProblemReport</name>
    <message>
      <source>Checking the installation and writing the report…</source>
      <translation>Die Installation wird geprüft, der Bericht geschrieben …</translation>
    </message>
    <message>
      <source>It holds the log, versions and facts about documents that failed, never what is in them. Have a look at it before you send it to anybody.</source>
      <translation>Er enthält das Protokoll, Versionen und Angaben zu gescheiterten Dokumenten, nie deren Inhalt. Sieh ihn dir an, bevor du ihn verschickst.</translation>
    </message>
    <message>
      <source>Save the report</source>
      <translation>Bericht speichern</translation>
    </message>
    <message>
      <source>The report is in {}.</source>
      <translation>Der Bericht liegt in {}.</translation>
    </message>
    <message>
      <source>There is no report: {}</source>
      <translation>Es gibt keinen Bericht: {}</translation>
    </message>
  </context>
  <context>
    <name>Program</name>
    <message numerus="yes">
      <source>%Ln could not be read.</source>
      <translation>
        <numerusform>%Ln ließ sich nicht lesen.</numerusform>
        <numerusform>%Ln ließen sich nicht lesen.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln document(s) ready.</source>
      <translation>
        <numerusform>%Ln Dokument bereit.</numerusform>
        <numerusform>%Ln Dokumente bereit.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>A change embeds %Ln passage(s) again; until that is done, those of before answer.</source>
      <translation>
        <numerusform>Ein Wechsel bettet %Ln Stelle neu ein; bis dahin antwortet die bisherige.</numerusform>
        <numerusform>Ein Wechsel bettet %Ln Stellen neu ein; bis dahin antworten die bisherigen.</numerusform>
      </translation>
    </message>
    <message>
      <source>All documents are ready</source>
      <translation>Alle Dokumente sind bereit</translation>
    </message>
    <message>
      <source>Give back free space when that is done.</source>
      <translation>Gib den freien Platz zurück, wenn das fertig ist.</translation>
    </message>
    <message>
      <source>It becomes smaller at the next start, or when free space is given back once more.</source>
      <translation>Sie wird beim nächsten Start kleiner, oder wenn der freie Platz noch einmal zurückgegeben wird.</translation>
    </message>
    <message>
      <source>It is a library, too: open it from the menu.</source>
      <translation>Auch sie ist eine Bibliothek: öffne sie aus dem Menü.</translation>
    </message>
    <message>
      <source>Some documents need attention</source>
      <translation>Einige Dokumente brauchen Aufmerksamkeit</translation>
    </message>
    <message>
      <source>Something else is at work on this library, so its file is not made smaller.</source>
      <translation>Etwas anderes arbeitet gerade an dieser Bibliothek, darum wird ihre Datei nicht verkleinert.</translation>
    </message>
    <message>
      <source>That library is open in another window.</source>
      <translation>Diese Bibliothek ist in einem anderen Fenster offen.</translation>
    </message>
    <message>
      <source>That takes {}.</source>
      <translation>Das dauert {}.</translation>
    </message>
    <message>
      <source>The copy is complete.</source>
      <translation>Die Kopie ist vollständig.</translation>
    </message>
    <message>
      <source>The library is being copied.</source>
      <translation>Die Bibliothek wird gerade kopiert.</translation>
    </message>
    <message>
      <source>The library is being read, so its file is not smaller yet.</source>
      <translation>Die Bibliothek wird gerade gelesen, darum ist ihre Datei noch nicht kleiner.</translation>
    </message>
    <message>
      <source>The library was moved.</source>
      <translation>Die Bibliothek ist umgezogen.</translation>
    </message>
    <message>
      <source>The library's file is being made smaller.</source>
      <translation>Die Datei der Bibliothek wird verkleinert.</translation>
    </message>
    <message>
      <source>The library's file is {} smaller.</source>
      <translation>Die Datei der Bibliothek ist jetzt {} kleiner.</translation>
    </message>
    <message>
      <source>There was no free space in the library's file.</source>
      <translation>In der Datei der Bibliothek war kein freier Platz.</translation>
    </message>
    <message>
      <source>Try again when that work has ended. Another Meanwhile that is open can be closed.</source>
      <translation>Versuch es noch einmal, wenn diese Arbeit zu Ende ist. Ein anderes Meanwhile, das offen ist, kannst du schließen.</translation>
    </message>
    <message>
      <source>Work goes on when that is done.</source>
      <translation>Danach geht die Arbeit weiter.</translation>
    </message>
  </context>
  <context>
    <name>PulseGraph</name>
    <message>
      <source>Pulse of the window</source>
      <translation>Puls des Fensters</translation>
    </message>
  </context>
  <context>
    <name>PulseStrip</name>
    <message>
      <source>Blocked {} by {}</source>
      <translation>{} aufgehalten durch {}</translation>
    </message>
    <message>
      <source>Click as often as you like: a window that is held up does not count.</source>
      <translation>Klicke, so oft du magst: ein Fenster, das hängt, zählt nicht mit.</translation>
    </message>
    <message>
      <source>Click me · {}</source>
      <translation>Klick mich · {}</translation>
    </message>
    <message>
      <source>Free · longest gap {} ms</source>
      <translation>Frei · längste Lücke {} ms</translation>
    </message>
    <message>
      <source>From 50 ms on one may feel it, from 200 ms on a click feels slow.</source>
      <translation>Ab 50 ms spürt man es, ab 200 ms wirkt ein Klick träge.</translation>
    </message>
    <message>
      <source>How late the window's event loop came, over the last 60 s.</source>
      <translation>Wie spät die Ereignisschleife des Fensters kam, in den letzten 60 s.</translation>
    </message>
  </context>
  <context>
    <name>QueryField</name>
    <message>
      <source>Clear</source>
      <translation>Leeren</translation>
    </message>
    <message>
      <source>Narrow it down, e.g. type:pdf</source>
      <translation>Eingrenzen, z. B. type:pdf</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Suchen</translation>
    </message>
    <message>
      <source>Search by words or by meaning</source>
      <translation>Nach Worten oder Bedeutung suchen</translation>
    </message>
    <message>
      <source>Search everywhere again</source>
      <translation>Wieder überall suchen</translation>
    </message>
    <message>
      <source>Search tips</source>
      <translation>Suchhilfe</translation>
    </message>
    <message>
      <source>What do you look for?</source>
      <translation>Was suchst du?</translation>
    </message>
    <message>
      <source>{}. Search everywhere again</source>
      <translation>{}. Wieder überall suchen</translation>
    </message>
  </context>
  <context>
    <name>ResultsHeader</name>
    <message>
      <source>How passages are found</source>
      <translation>Wie Stellen gefunden werden</translation>
    </message>
    <message>
      <source>Show the page beside the hits</source>
      <translation>Die Seite neben den Treffern zeigen</translation>
    </message>
    <message>
      <source>Show the page beside the hits ({})</source>
      <translation>Die Seite neben den Treffern zeigen ({})</translation>
    </message>
  </context>
  <context>
    <name>ResultsView</name>
    <message>
      <source>Search results</source>
      <translation>Suchergebnisse</translation>
    </message>
  </context>
  <context>
    <name>SearchPane</name>
    <message>
      <source>Only there. What do you look for?</source>
      <translation>Nur dort. Was suchst du?</translation>
    </message>
    <message>
      <source>Search tips</source>
      <translation>Suchhilfe</translation>
    </message>
    <message>
      <source>Searching…</source>
      <translation>Suche …</translation>
    </message>
    <message>
      <source>{} removed from the library</source>
      <translation>{} aus der Bibliothek entfernt</translation>
    </message>
  </context>
  <context>
    <name>SearchTips</name>
    <message>
      <source>All of this can be combined; filters alone list the documents, the newest first.
Capital letters and accents do not matter; “report” finds “reports”.</source>
      <translation>All das lässt sich verbinden; Filter allein führen die Dokumente auf, die neuesten zuerst.
Großschreibung und Akzente sind gleich; „Bericht“ findet auch „Berichte“.</translation>
    </message>
    <message>
      <source>All words that begin like this</source>
      <translation>Alle Wörter, die so beginnen</translation>
    </message>
    <message>
      <source>Ask as you would ask a person: what means it is found, too</source>
      <translation>Frag wie einen Menschen: auch was es meint, wird gefunden</translation>
    </message>
    <message>
      <source>Only documents in a folder of this name, or below one</source>
      <translation>Nur Dokumente in einem Ordner dieses Namens oder darunter</translation>
    </message>
    <message>
      <source>Only documents of this kind, or with this ending</source>
      <translation>Nur Dokumente dieser Art oder Endung</translation>
    </message>
    <message>
      <source>Only documents of this time</source>
      <translation>Nur Dokumente aus dieser Zeit</translation>
    </message>
    <message>
      <source>Only files with this in their name</source>
      <translation>Nur Dateien mit diesem im Namen</translation>
    </message>
    <message>
      <source>Put it into the search field</source>
      <translation>In das Suchfeld übernehmen</translation>
    </message>
    <message>
      <source>Search tips</source>
      <translation>Suchhilfe</translation>
    </message>
    <message>
      <source>These words, one after the other</source>
      <translation>Diese Worte hintereinander</translation>
    </message>
    <message>
      <source>Without documents in such a folder; -type: and -name: likewise</source>
      <translation>Ohne Dokumente aus einem solchen Ordner; ebenso -type: und -name:</translation>
    </message>
    <message>
      <source>Without this word</source>
      <translation>Ohne dieses Wort</translation>
    </message>
  </context>
  <context>
    <name>SettingsDialog</name>
    <message>
      <source>Choose…</source>
      <translation>Wählen …</translation>
    </message>
    <message>
      <source>In your data folder</source>
      <translation>In deinem Datenordner</translation>
    </message>
    <message>
      <source>Kept in {}</source>
      <translation>Gespeichert in {}</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Takes effect at the next start.</source>
      <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
      <source>The library's folder</source>
      <translation>Der Ordner der Bibliothek</translation>
    </message>
    <message>
      <source>is no full path</source>
      <translation>ist kein vollständiger Pfad</translation>
    </message>
    <message>
      <source>{} is set and stands above what is chosen here.</source>
      <translation>{} ist gesetzt und gilt vor dem, was hier gewählt ist.</translation>
    </message>
  </context>
  <context>
    <name>Sheet</name>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
  </context>
  <context>
    <name>ShortcutsSheet</name>
    <message>
      <source>Add a folder</source>
      <translation>Einen Ordner hinzufügen</translation>
    </message>
    <message>
      <source>Add files</source>
      <translation>Dateien hinzufügen</translation>
    </message>
    <message>
      <source>Add what was copied</source>
      <translation>Kopiertes hinzufügen</translation>
    </message>
    <message>
      <source>All that can be done</source>
      <translation>Alles, was sich tun lässt</translation>
    </message>
    <message>
      <source>Anywhere</source>
      <translation>Überall</translation>
    </message>
    <message>
      <source>As wide as there is room</source>
      <translation>So breit wie Platz ist</translation>
    </message>
    <message>
      <source>Back to the query; clear it</source>
      <translation>Zurück zur Anfrage; leeren</translation>
    </message>
    <message>
      <source>Copy path</source>
      <translation>Pfad kopieren</translation>
    </message>
    <message>
      <source>Copy the passage</source>
      <translation>Stelle kopieren</translation>
    </message>
    <message>
      <source>Go to the hits, and to the next</source>
      <translation>Zu den Treffern, und zum nächsten</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <source>In the list of documents</source>
      <translation>In der Liste der Dokumente</translation>
    </message>
    <message>
      <source>Keyboard shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
    <message>
      <source>Lab: timeline and comparison</source>
      <translation>Labor: Zeitleiste und Vergleich</translation>
    </message>
    <message>
      <source>Larger</source>
      <translation>Größer</translation>
    </message>
    <message>
      <source>Menu</source>
      <translation>Menü</translation>
    </message>
    <message>
      <source>More like this</source>
      <translation>Mehr davon</translation>
    </message>
    <message>
      <source>Next hit, from anywhere</source>
      <translation>Nächster Treffer, von überall</translation>
    </message>
    <message>
      <source>Next page</source>
      <translation>Nächste Seite</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <source>Open the chosen hit</source>
      <translation>Den gewählten Treffer öffnen</translation>
    </message>
    <message>
      <source>Pause or resume work</source>
      <translation>Arbeit anhalten oder fortsetzen</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>Remove from the library</source>
      <translation>Aus der Bibliothek entfernen</translation>
    </message>
    <message>
      <source>Run the next documents blocking</source>
      <translation>Die nächsten Dokumente blockierend</translation>
    </message>
    <message>
      <source>Say why each was found</source>
      <translation>Sagen, warum gefunden</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Suchen</translation>
    </message>
    <message>
      <source>Search within this document</source>
      <translation>In diesem Dokument suchen</translation>
    </message>
    <message>
      <source>Select all</source>
      <translation>Alle auswählen</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Show its file in the folder</source>
      <translation>Seine Datei im Ordner zeigen</translation>
    </message>
    <message>
      <source>Show or hide it</source>
      <translation>Zeigen oder verbergen</translation>
    </message>
    <message>
      <source>Smaller</source>
      <translation>Kleiner</translation>
    </message>
    <message>
      <source>The hit before, from anywhere</source>
      <translation>Voriger Treffer, von überall</translation>
    </message>
    <message>
      <source>The hit before; from the first, the query</source>
      <translation>Voriger Treffer; vom ersten zur Anfrage</translation>
    </message>
    <message>
      <source>The page before</source>
      <translation>Vorige Seite</translation>
    </message>
    <message>
      <source>The page beside the hits</source>
      <translation>Die Seite neben den Treffern</translation>
    </message>
    <message>
      <source>This sheet</source>
      <translation>Dieses Blatt</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>Noch einmal versuchen</translation>
    </message>
    <message>
      <source>While searching</source>
      <translation>Beim Suchen</translation>
    </message>
    <message>
      <source>… in the background</source>
      <translation>… im Hintergrund</translation>
    </message>
    <message>
      <source>… with async I/O</source>
      <translation>… mit Async I/O</translation>
    </message>
  </context>
  <context>
    <name>TextView</name>
    <message>
      <source>Text of the page</source>
      <translation>Text der Seite</translation>
    </message>
  </context>
  <context>
    <name>Timeline</name>
    <message>
      <source>Timeline</source>
      <translation>Zeitleiste</translation>
    </message>
    <message>
      <source>Window held up for {}</source>
      <translation>Fenster {} aufgehalten</translation>
    </message>
    <message>
      <source>{} · at {}</source>
      <translation>{} · bei {}</translation>
    </message>
  </context>
  <context>
    <name>Tray</name>
    <message>
      <source>Pause work</source>
      <translation>Arbeit anhalten</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>Resume work</source>
      <translation>Arbeit fortsetzen</translation>
    </message>
    <message>
      <source>Show the window</source>
      <translation>Fenster zeigen</translation>
    </message>
  </context>
  <context>
    <name>TroublePane</name>
    <message>
      <source>Make a new library there</source>
      <translation>Dort eine neue Bibliothek anlegen</translation>
    </message>
    <message>
      <source>Open another…</source>
      <translation>Andere öffnen …</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>Noch einmal versuchen</translation>
    </message>
  </context>
  <context>
    <name>Wakefulness</name>
    <message>
      <source>Documents are in work</source>
      <translation>Dokumente sind in Arbeit</translation>
    </message>
  </context>
  <context>
    <name>WelcomePane</name>
    <message>
      <source>Choose a folder…</source>
      <translation>Einen Ordner wählen …</translation>
    </message>
    <message>
      <source>Choose files…</source>
      <translation>Dateien wählen …</translation>
    </message>
    <message>
      <source>Drop your documents here</source>
      <translation>Lege deine Dokumente hier ab</translation>
    </message>
    <message>
      <source>Keep working while Meanwhile reads them; then find anything by words or by meaning, on your own machine.</source>
      <translation>Arbeite weiter, während Meanwhile sie liest; dann finde alles nach Worten oder Bedeutung, auf deinem eigenen Rechner.</translation>
    </message>
    <message>
      <source>Try the sample documents</source>
      <translation>Die Beispieldokumente ausprobieren</translation>
    </message>
  </context>
  <context>
    <name>WhenToUsePage</name>
    <message>
      <source>Show all answers</source>
      <translation>Alle Antworten zeigen</translation>
    </message>
    <message>
      <source>Which way would you choose? Guess, and the answer comes with its reason.</source>
      <translation>Welche Art würdest du wählen? Rate, und die Antwort kommt mit ihrem Grund.</translation>
    </message>
    <message>
      <source>{} of {} as this program does it</source>
      <translation>{} von {} so, wie dieses Programm es tut</translation>
    </message>
  </context>
  <context>
    <name>Window</name>
    <message>
      <source>Adding…</source>
      <translation>Wird hinzugefügt …</translation>
    </message>
    <message>
      <source>Download what lies elsewhere first, then drop the file.</source>
      <translation>Lade herunter, was anderswo liegt, und lege dann die Datei ab.</translation>
    </message>
    <message>
      <source>Only files and folders on this machine can be added.</source>
      <translation>Nur Dateien und Ordner auf diesem Rechner lassen sich hinzufügen.</translation>
    </message>
    <message>
      <source>Opened; your viewer cannot be told the page: go to page {}</source>
      <translation>Geöffnet; dein Betrachter kennt keine Seitenangabe: geh zu Seite {}</translation>
    </message>
    <message>
      <source>There are no documents in what you added.</source>
      <translation>Darin sind keine Dokumente.</translation>
    </message>
  </context>
  <context>
    <name>documents</name>
    <message numerus="yes">
      <source>%Ln document(s) removed from the library; the files are untouched</source>
      <translation>
        <numerusform>%Ln Dokument aus der Bibliothek entfernt; die Datei ist unberührt</numerusform>
        <numerusform>%Ln Dokumente aus der Bibliothek entfernt; die Dateien sind unberührt</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln path(s) copied</source>
      <translation>
        <numerusform>Pfad kopiert</numerusform>
        <numerusform>%Ln Pfade kopiert</numerusform>
      </translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Cancel and remove its pages</source>
      <translation>Abbrechen und seine Seiten entfernen</translation>
    </message>
    <message>
      <source>Cancel and remove their pages</source>
      <translation>Abbrechen und ihre Seiten entfernen</translation>
    </message>
    <message numerus="yes">
      <source>Copy %Ln path(s)</source>
      <translation>
        <numerusform>Pfad kopieren</numerusform>
        <numerusform>%Ln Pfade kopieren</numerusform>
      </translation>
    </message>
    <message>
      <source>Found by meaning: {}</source>
      <translation>Nach Bedeutung auffindbar: {}</translation>
    </message>
    <message>
      <source>Found by words: {}</source>
      <translation>Nach Worten auffindbar: {}</translation>
    </message>
    <message>
      <source>More like this</source>
      <translation>Mehr davon</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message numerus="yes">
      <source>Remove %Ln document(s) from the library?</source>
      <translation>
        <numerusform>%Ln Dokument aus der Bibliothek entfernen?</numerusform>
        <numerusform>%Ln Dokumente aus der Bibliothek entfernen?</numerusform>
      </translation>
    </message>
    <message>
      <source>Remove from the library</source>
      <translation>Aus der Bibliothek entfernen</translation>
    </message>
    <message>
      <source>Remove from the library…</source>
      <translation>Aus der Bibliothek entfernen …</translation>
    </message>
    <message>
      <source>Search within it</source>
      <translation>Darin suchen</translation>
    </message>
    <message>
      <source>Search within these</source>
      <translation>In diesen suchen</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>Im Ordner zeigen</translation>
    </message>
    <message>
      <source>The same content lies in {} places.</source>
      <translation>Derselbe Inhalt liegt an {} Stellen.</translation>
    </message>
    <message>
      <source>They can no longer be searched. The files themselves stay where they are.</source>
      <translation>Sie lassen sich dann nicht mehr durchsuchen. Die Dateien selbst bleiben, wo sie sind.</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>Noch einmal versuchen</translation>
    </message>
  </context>
  <context>
    <name>engine</name>
    <message numerus="yes">
      <source>%Ln chunk(s)</source>
      <translation>
        <numerusform>%Ln Textstück</numerusform>
        <numerusform>%Ln Textstücke</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln document(s)</source>
      <translation>
        <numerusform>%Ln Dokument</numerusform>
        <numerusform>%Ln Dokumente</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln document(s) in {}; pages, passages, words and vectors agree</source>
      <translation>
        <numerusform>%Ln Dokument in {}; Seiten, Stellen, Wörter und Vektoren stimmen überein</numerusform>
        <numerusform>%Ln Dokumente in {}; Seiten, Stellen, Wörter und Vektoren stimmen überein</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln file(s) at a simulated remote service, {} s each, played {} times faster</source>
      <translation>
        <numerusform>%Ln Datei bei einem nachgestellten entfernten Dienst, {} s, {}-mal schneller gespielt</numerusform>
        <numerusform>%Ln Dateien bei einem nachgestellten entfernten Dienst, je {} s, {}-mal schneller gespielt</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln page(s)</source>
      <translation>
        <numerusform>%Ln Seite</numerusform>
        <numerusform>%Ln Seiten</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln passage(s)</source>
      <translation>
        <numerusform>%Ln Stelle</numerusform>
        <numerusform>%Ln Stellen</numerusform>
      </translation>
    </message>
    <message>
      <source>-{}: is not known.</source>
      <translation>-{}: gibt es nicht.</translation>
    </message>
    <message>
      <source>A duration or a limit of the lesson is below zero.</source>
      <translation>Eine Dauer oder eine Grenze der Lektion ist kleiner als null.</translation>
    </message>
    <message>
      <source>A folder's whole name is needed, or its path.</source>
      <translation>Es braucht den ganzen Namen eines Ordners oder seinen Pfad.</translation>
    </message>
    <message>
      <source>A part of the file is broken ({}).</source>
      <translation>Ein Teil der Datei ist kaputt ({}).</translation>
    </message>
    <message>
      <source>A part of the name is enough.</source>
      <translation>Ein Teil des Namens genügt.</translation>
    </message>
    <message>
      <source>A worker refused a plain text: {}</source>
      <translation>Ein Arbeiter hat einen einfachen Text abgelehnt: {}</translation>
    </message>
    <message>
      <source>Add documents first, or name another folder with --library.</source>
      <translation>Füge erst Dokumente hinzu, oder nenne mit --library einen anderen Ordner.</translation>
    </message>
    <message>
      <source>Add it again.</source>
      <translation>Füge sie noch einmal hinzu.</translation>
    </message>
    <message>
      <source>Add the changed file again.</source>
      <translation>Füge die geänderte Datei noch einmal hinzu.</translation>
    </message>
    <message>
      <source>Another Meanwhile</source>
      <translation>Ein anderes Meanwhile</translation>
    </message>
    <message>
      <source>Another Meanwhile (process {})</source>
      <translation>Ein anderes Meanwhile (Prozess {})</translation>
    </message>
    <message>
      <source>Async I/O kept the person waiting for {}, with freezes of up to {} ms.</source>
      <translation>Bei Async I/O wartete man {}, mit Stillstand bis zu {} ms.</translation>
    </message>
    <message>
      <source>Async I/O kept the person waiting for {}, with jerks of up to {} ms.</source>
      <translation>Bei Async I/O wartete man {}, mit Rucklern bis zu {} ms.</translation>
    </message>
    <message>
      <source>Async I/O kept the person waiting for {}, with the window alive.</source>
      <translation>Bei Async I/O wartete man {}, bei lebendigem Fenster.</translation>
    </message>
    <message>
      <source>Async I/O was {} times as fast as blocking because the work is waiting, and waits can overlap; yet the request stays open until the last one. Only handing the work over and returning lets the person go.</source>
      <translation>Async I/O war {}-mal so schnell wie Blockierend, weil die Arbeit Warten ist und Wartezeiten sich überlappen können; doch der Auftrag bleibt bis zur letzten offen. Nur wer die Arbeit abgibt und zurückkehrt, lässt einen gehen.</translation>
    </message>
    <message>
      <source>Background let the person go after {}, though its longest freeze was {} ms.</source>
      <translation>Im Hintergrund konnte man nach {} weitermachen, doch der längste Stillstand war {} ms.</translation>
    </message>
    <message>
      <source>Background let the person go after {}.</source>
      <translation>Im Hintergrund konnte man nach {} weitermachen.</translation>
    </message>
    <message>
      <source>Background took about as long as blocking, and nobody had to wait for it.</source>
      <translation>Hintergrund dauerte etwa so lange wie Blockierend, und niemand musste darauf warten.</translation>
    </message>
    <message>
      <source>Background took {} times as long as blocking, and nobody had to wait for it.</source>
      <translation>Hintergrund dauerte {}-mal so lange wie Blockierend, und niemand musste darauf warten.</translation>
    </message>
    <message numerus="yes">
      <source>Background was {} times as fast as blocking, on %Ln worker(s).</source>
      <translation>
        <numerusform>Hintergrund war {}-mal so schnell wie Blockierend, mit %Ln Arbeiter.</numerusform>
        <numerusform>Hintergrund war {}-mal so schnell wie Blockierend, mit %Ln Arbeitern.</numerusform>
      </translation>
    </message>
    <message>
      <source>Blocking kept the person waiting for {} with the window dead.</source>
      <translation>Blockierend ließ einen {} vor einem toten Fenster warten.</translation>
    </message>
    <message>
      <source>Change its permissions, then add it again.</source>
      <translation>Ändere ihre Rechte, und füge sie dann noch einmal hinzu.</translation>
    </message>
    <message>
      <source>Change one of them.</source>
      <translation>Ändere einen davon.</translation>
    </message>
    <message>
      <source>Check that the folder exists and that you may write to it, or name another one with --library.</source>
      <translation>Prüfe, ob es den Ordner gibt und ob du in ihn schreiben darfst, oder nenne mit --library einen anderen.</translation>
    </message>
    <message>
      <source>Check that there is space left and that you may write there.</source>
      <translation>Prüfe, ob dort noch Platz ist und ob du dorthin schreiben darfst.</translation>
    </message>
    <message>
      <source>Check that there is space left and that you may write to it, or name another one with --library.</source>
      <translation>Prüfe, ob noch Platz ist und ob du in ihn schreiben darfst, oder nenne mit --library einen anderen.</translation>
    </message>
    <message>
      <source>Check the name, then add it again.</source>
      <translation>Prüfe den Namen, und füge sie dann noch einmal hinzu.</translation>
    </message>
    <message>
      <source>Check the network, or give a wheel of {}: python -m models.provisioning --wheel PATH</source>
      <translation>Prüfe das Netz, oder gib ein Wheel von {} an: python -m models.provisioning --wheel PATH</translation>
    </message>
    <message>
      <source>Choose an empty folder.</source>
      <translation>Wähle einen leeren Ordner.</translation>
    </message>
    <message>
      <source>Close that program and try again.</source>
      <translation>Schließe jenes Programm und versuche es noch einmal.</translation>
    </message>
    <message>
      <source>Correct it by hand, or remove it.</source>
      <translation>Berichtige sie von Hand, oder entferne sie.</translation>
    </message>
    <message>
      <source>Correct it in {}, or in the settings.</source>
      <translation>Berichtige das in {} oder in den Einstellungen.</translation>
    </message>
    <message>
      <source>Correct it, or leave it out.</source>
      <translation>Berichtige das, oder lass es weg.</translation>
    </message>
    <message>
      <source>Correct or remove it: {}</source>
      <translation>Berichtige oder entferne sie: {}</translation>
    </message>
    <message>
      <source>Do not use this wheel.</source>
      <translation>Benutze dieses Wheel nicht.</translation>
    </message>
    <message>
      <source>Drawing the page took longer than {} s, and was given up.</source>
      <translation>Die Seite zu zeichnen dauerte länger als {} s und wurde aufgegeben.</translation>
    </message>
    <message>
      <source>Embedding a passage of it {}.</source>
      <translation>Beim Einbetten einer Stelle daraus {}.</translation>
    </message>
    <message>
      <source>For example {}.</source>
      <translation>Zum Beispiel {}.</translation>
    </message>
    <message>
      <source>Free some space; nothing is lost.</source>
      <translation>Schaffe etwas Platz; nichts ist verloren.</translation>
    </message>
    <message>
      <source>Get a fresh copy of it, or print it to a new PDF.</source>
      <translation>Besorge eine frische Kopie davon, oder drucke sie in ein neues PDF.</translation>
    </message>
    <message>
      <source>Get a fresh copy of it, or save it again in its program.</source>
      <translation>Besorge eine frische Kopie davon, oder speichere sie in ihrem Programm neu.</translation>
    </message>
    <message>
      <source>Get a fresh copy of it.</source>
      <translation>Besorge eine frische Kopie davon.</translation>
    </message>
    <message>
      <source>Getting ready</source>
      <translation>Es wird vorbereitet</translation>
    </message>
    <message>
      <source>Give another wheel.</source>
      <translation>Gib ein anderes Wheel an.</translation>
    </message>
    <message>
      <source>If it is genuine, open it in its program and save it again.</source>
      <translation>Wenn sie echt ist, öffne sie in ihrem Programm und speichere sie neu.</translation>
    </message>
    <message>
      <source>If it lies on a drive, connect that first. If it was moved, open it where it is now.</source>
      <translation>Liegt sie auf einem Laufwerk, verbinde das zuerst. Wurde sie verschoben, öffne sie dort, wo sie jetzt ist.</translation>
    </message>
    <message>
      <source>If it was moved or renamed, add it where it is now.</source>
      <translation>Wenn das verschoben oder umbenannt wurde, füge es dort hinzu, wo es jetzt ist.</translation>
    </message>
    <message>
      <source>In the settings file, {} = {} {}; the default is used.</source>
      <translation>In der Einstellungsdatei: {} = {} {}; es gilt die Voreinstellung.</translation>
    </message>
    <message>
      <source>Install the newer version, or name another folder with --library.</source>
      <translation>Installiere die neuere Version, oder nenne mit --library einen anderen Ordner.</translation>
    </message>
    <message>
      <source>It also works off what you add here. Close it to let this one take over.</source>
      <translation>Es arbeitet auch ab, was du hier hinzufügst. Schließe es, damit dieses hier übernimmt.</translation>
    </message>
    <message>
      <source>It goes on at the mains, or when you allow it in the settings.</source>
      <translation>Sie geht am Netzteil weiter, oder wenn du es in den Einstellungen erlaubst.</translation>
    </message>
    <message>
      <source>It needs more memory than a worker may use.</source>
      <translation>Es braucht mehr Speicher, als ein Arbeiter nutzen darf.</translation>
    </message>
    <message>
      <source>It was moved, renamed or deleted. This is its text, as it was read.</source>
      <translation>Sie wurde verschoben, umbenannt oder gelöscht. Dies ist ihr Text, wie er gelesen wurde.</translation>
    </message>
    <message>
      <source>It was not tried.</source>
      <translation>Es wurde nicht versucht.</translation>
    </message>
    <message>
      <source>It was over before it could be killed.</source>
      <translation>Es war vorbei, bevor es abgeschossen werden konnte.</translation>
    </message>
    <message>
      <source>It was set aside so that it cannot disturb the others. Repair or convert the file, then add it again.</source>
      <translation>Es wurde zurückgestellt, damit es die anderen nicht stört. Repariere oder wandle die Datei um, und füge sie dann noch einmal hinzu.</translation>
    </message>
    <message>
      <source>It was set aside so that it cannot do so again. Repair or convert the file, or try it once more.</source>
      <translation>Es wurde zurückgestellt, damit das nicht wieder geschieht. Repariere oder wandle die Datei um, oder versuche es noch einmal.</translation>
    </message>
    <message>
      <source>It was set aside; the passages before stay searchable.</source>
      <translation>Es wurde zurückgestellt; die Stellen davor bleiben auffindbar.</translation>
    </message>
    <message>
      <source>Its new content is listed anew.</source>
      <translation>Ihr neuer Inhalt wird neu aufgelistet.</translation>
    </message>
    <message>
      <source>Killed a worker.</source>
      <translation>Ein Arbeiter wurde abgeschossen.</translation>
    </message>
    <message>
      <source>Killed a worker; another one stood in, work went on {} s after.</source>
      <translation>Ein Arbeiter wurde abgeschossen; ein anderer sprang ein, die Arbeit ging nach {} s weiter.</translation>
    </message>
    <message>
      <source>Killed during its first call. Nothing was left to go on with: the call alone held the work.</source>
      <translation>Während des ersten Aufrufs abgeschossen. Nichts blieb, womit es weitergehen könnte: nur der Aufruf hielt die Arbeit.</translation>
    </message>
    <message>
      <source>Killed the program with all its workers; {} passages were put down.</source>
      <translation>Das Programm wurde mit allen Arbeitern abgeschossen; {} Stellen waren gespeichert.</translation>
    </message>
    <message numerus="yes">
      <source>Killed with %Ln page(s) stored.</source>
      <translation>
        <numerusform>Abgeschossen, als %Ln Seite gespeichert war.</numerusform>
        <numerusform>Abgeschossen, als %Ln Seiten gespeichert waren.</numerusform>
      </translation>
    </message>
    <message>
      <source>Killed with {} of {} files to do. Started again, it found them in its journal and finished {} of them.</source>
      <translation>Abgeschossen, als {} von {} Dateien noch zu tun waren. Neu gestartet, fand es sie in seinem Tagebuch und brachte {} davon zu Ende.</translation>
    </message>
    <message>
      <source>Killed: {} workers and {} times the whole program. The longest recovery took {}.</source>
      <translation>Abgeschossen: {} Arbeiter und {}-mal das ganze Programm. Die längste Erholung dauerte {}.</translation>
    </message>
    <message>
      <source>Killing {} in the middle</source>
      <translation>{} wird mittendrin abgeschossen</translation>
    </message>
    <message>
      <source>Loading the model and embedding touched the network: {}.</source>
      <translation>Das Laden des Modells und das Einbetten haben das Netz berührt: {}.</translation>
    </message>
    <message>
      <source>Lost: nothing. {} of {} documents are ready.</source>
      <translation>Verloren: nichts. {} von {} Dokumenten sind bereit.</translation>
    </message>
    <message>
      <source>Lost: {}. {} of {} documents are ready.</source>
      <translation>Verloren: {}. {} von {} Dokumenten sind bereit.</translation>
    </message>
    <message>
      <source>Meanwhile ended unexpectedly {} times while it was read, most of them with nothing else at work.</source>
      <translation>Meanwhile endete {}-mal unerwartet, während es gelesen wurde, meistens ohne dass sonst etwas in Arbeit war.</translation>
    </message>
    <message>
      <source>Meanwhile made a mistake here ({}).</source>
      <translation>Meanwhile hat hier einen Fehler gemacht ({}).</translation>
    </message>
    <message numerus="yes">
      <source>Meanwhile {}, Python {}, SQLite {}, {} {}, %Ln worker(s)</source>
      <translation>
        <numerusform>Meanwhile {}, Python {}, SQLite {}, {} {}, %Ln Arbeiter</numerusform>
        <numerusform>Meanwhile {}, Python {}, SQLite {}, {} {}, %Ln Arbeiter</numerusform>
      </translation>
    </message>
    <message>
      <source>Move it away, or name another folder with --library.</source>
      <translation>Verschiebe sie, oder nenne mit --library einen anderen Ordner.</translation>
    </message>
    <message>
      <source>NOT denied</source>
      <translation>NICHT verwehrt</translation>
    </message>
    <message>
      <source>Name a file or a folder.</source>
      <translation>Nenne eine Datei oder einen Ordner.</translation>
    </message>
    <message>
      <source>Name a folder with --library.</source>
      <translation>Nenne mit --library einen Ordner.</translation>
    </message>
    <message>
      <source>Name another place with --output.</source>
      <translation>Nenne mit --output einen anderen Ort.</translation>
    </message>
    <message>
      <source>Name at least one file or folder.</source>
      <translation>Nenne mindestens eine Datei oder einen Ordner.</translation>
    </message>
    <message>
      <source>No day is both after {} and before {}.</source>
      <translation>Kein Tag liegt nach {} und vor {}.</translation>
    </message>
    <message>
      <source>No document here has “{}” in its file's name.</source>
      <translation>Kein Dokument hier hat „{}“ im Namen seiner Datei.</translation>
    </message>
    <message>
      <source>No document here is of the type “{}”.</source>
      <translation>Kein Dokument hier ist von der Art „{}“.</translation>
    </message>
    <message>
      <source>No document here lies in a folder “{}”.</source>
      <translation>Kein Dokument hier liegt in einem Ordner „{}“.</translation>
    </message>
    <message>
      <source>No file with this content is left.</source>
      <translation>Keine Datei mit diesem Inhalt ist mehr da.</translation>
    </message>
    <message>
      <source>No worker answered within {} s.</source>
      <translation>Kein Arbeiter hat innerhalb von {} s geantwortet.</translation>
    </message>
    <message>
      <source>Nobody knows where the file is any more.</source>
      <translation>Niemand weiß mehr, wo die Datei ist.</translation>
    </message>
    <message>
      <source>None of this is in the library.</source>
      <translation>Nichts davon ist in der Bibliothek.</translation>
    </message>
    <message>
      <source>Not tried: there is no model to try it with.</source>
      <translation>Nicht versucht: es gibt kein Modell dafür.</translation>
    </message>
    <message>
      <source>Nothing to add.</source>
      <translation>Nichts hinzuzufügen.</translation>
    </message>
    <message>
      <source>Only {} of this work was reading files: there was next to nothing for async I/O to overlap, for the rest is computing.</source>
      <translation>Nur {} dieser Arbeit waren Lesen von Dateien: für Async I/O gab es so gut wie nichts zu überlappen, denn der Rest ist Rechnen.</translation>
    </message>
    <message>
      <source>Open it once in the window or with meanwhile work, which brings it up to date.</source>
      <translation>Öffne sie einmal im Fenster oder mit meanwhile work; das bringt sie auf den neuesten Stand.</translation>
    </message>
    <message>
      <source>Open the file instead.</source>
      <translation>Öffne stattdessen die Datei.</translation>
    </message>
    <message>
      <source>Opened again, the library went on with its queue in the background: {} of {} documents are finished.</source>
      <translation>Wieder geöffnet, machte die Bibliothek im Hintergrund mit ihrer Warteschlange weiter: {} von {} Dokumenten sind fertig.</translation>
    </message>
    <message>
      <source>Page {} cannot be drawn.</source>
      <translation>Seite {} lässt sich nicht zeichnen.</translation>
    </message>
    <message>
      <source>Page {} crashed the process that draws pages.</source>
      <translation>Seite {} brachte den Prozess, der Seiten zeichnet, zum Absturz.</translation>
    </message>
    <message>
      <source>Page {} is broken and cannot be drawn.</source>
      <translation>Seite {} ist kaputt und lässt sich nicht zeichnen.</translation>
    </message>
    <message>
      <source>Please report it.</source>
      <translation>Bitte melde ihn.</translation>
    </message>
    <message>
      <source>Processes that list files end before they get anywhere.</source>
      <translation>Prozesse, die Dateien auflisten, enden, bevor sie vorankommen.</translation>
    </message>
    <message>
      <source>Put it back, and work goes on by itself.</source>
      <translation>Leg ihn zurück, und die Arbeit geht von selbst weiter.</translation>
    </message>
    <message numerus="yes">
      <source>Reading it {} %Ln time(s).</source>
      <translation>
        <numerusform>Beim Lesen {}; das geschah %Ln-mal.</numerusform>
        <numerusform>Beim Lesen {}; das geschah %Ln-mal.</numerusform>
      </translation>
    </message>
    <message>
      <source>Remove it.</source>
      <translation>Entferne sie.</translation>
    </message>
    <message>
      <source>Rename it, or name another one with --library.</source>
      <translation>Benenne ihn um, oder nenne mit --library einen anderen.</translation>
    </message>
    <message>
      <source>Repeated: no pages that were put down before.</source>
      <translation>Wiederholt: keine Seiten, die schon gespeichert waren.</translation>
    </message>
    <message>
      <source>Repeated: {} pages that were put down before.</source>
      <translation>Wiederholt: {} Seiten, die schon gespeichert waren.</translation>
    </message>
    <message>
      <source>Restore it from a backup, or move it away and index anew.</source>
      <translation>Stelle sie aus einer Sicherung wieder her, oder verschiebe sie und indiziere neu.</translation>
    </message>
    <message>
      <source>Restore it from a backup, or remove the documents concerned and add them again.</source>
      <translation>Stelle sie aus einer Sicherung wieder her, oder entferne die betroffenen Dokumente und füge sie noch einmal hinzu.</translation>
    </message>
    <message>
      <source>Run it through a text recognition (OCR) program and add the result.</source>
      <translation>Lass ein Programm zur Texterkennung (OCR) darüber laufen, und füge das Ergebnis hinzu.</translation>
    </message>
    <message>
      <source>Run make setup.</source>
      <translation>Führe make setup aus.</translation>
    </message>
    <message>
      <source>Run meanwhile doctor to see what is wrong.</source>
      <translation>Führe meanwhile doctor aus, um zu sehen, was nicht stimmt.</translation>
    </message>
    <message>
      <source>Run meanwhile status to see all tasks.</source>
      <translation>meanwhile status zeigt alle Aufträge.</translation>
    </message>
    <message>
      <source>Running {}</source>
      <translation>{} läuft</translation>
    </message>
    <message>
      <source>Save a copy without a password and add that.</source>
      <translation>Speichere eine Kopie ohne Kennwort und füge diese hinzu.</translation>
    </message>
    <message>
      <source>Say also what to look for: lamp -oil.</source>
      <translation>Sage auch, wonach gesucht werden soll: Lampe -Öl.</translation>
    </message>
    <message>
      <source>Say {}:{} instead.</source>
      <translation>Sage stattdessen {}:{}.</translation>
    </message>
    <message>
      <source>Search once more.</source>
      <translation>Suche noch einmal.</translation>
    </message>
    <message>
      <source>Solve that, then add it again.</source>
      <translation>Behebe das, und füge sie dann noch einmal hinzu.</translation>
    </message>
    <message>
      <source>Split it, or raise the limit in the settings.</source>
      <translation>Teile sie, oder erhöhe die Grenze in den Einstellungen.</translation>
    </message>
    <message>
      <source>Split it, or raise the memory limit per worker in the settings, then try again.</source>
      <translation>Teile es, oder erhöhe in den Einstellungen den Speicher je Arbeiter, und versuche es dann noch einmal.</translation>
    </message>
    <message>
      <source>Split the document.</source>
      <translation>Teile das Dokument.</translation>
    </message>
    <message>
      <source>Take 1 to 1000.</source>
      <translation>Nimm 1 bis 1000.</translation>
    </message>
    <message>
      <source>Take up to 1000.</source>
      <translation>Nimm bis zu 1000.</translation>
    </message>
    <message>
      <source>The PDF has no pages.</source>
      <translation>Das PDF hat keine Seiten.</translation>
    </message>
    <message>
      <source>The PDF is cut off or broken.</source>
      <translation>Das PDF ist abgeschnitten oder kaputt.</translation>
    </message>
    <message>
      <source>The Word document has no text part.</source>
      <translation>Das Word-Dokument hat keinen Textteil.</translation>
    </message>
    <message>
      <source>The XML inside the file is broken ({}).</source>
      <translation>Das XML in der Datei ist kaputt ({}).</translation>
    </message>
    <message>
      <source>The call that a person was waiting for never came back.</source>
      <translation>Der Aufruf, auf den man wartete, kam nie zurück.</translation>
    </message>
    <message>
      <source>The copy in {} is not like the library.</source>
      <translation>Die Kopie in {} gleicht der Bibliothek nicht.</translation>
    </message>
    <message>
      <source>The disk with {} is full.</source>
      <translation>Die Platte mit {} ist voll.</translation>
    </message>
    <message>
      <source>The document asks for a password.</source>
      <translation>Das Dokument verlangt ein Kennwort.</translation>
    </message>
    <message>
      <source>The document has no text part.</source>
      <translation>Das Dokument hat keinen Textteil.</translation>
    </message>
    <message>
      <source>The drill waited {} s in vain until {}.</source>
      <translation>Die Übung wartete {} s vergeblich darauf, dass {}.</translation>
    </message>
    <message>
      <source>The e-book has no table of its parts.</source>
      <translation>Das E-Book hat kein Verzeichnis seiner Teile.</translation>
    </message>
    <message>
      <source>The embedding model cannot be loaded: {}</source>
      <translation>Das Einbettungsmodell lässt sich nicht laden: {}</translation>
    </message>
    <message>
      <source>The embedding model {} gives wrong vectors (cosine {}).</source>
      <translation>Das Einbettungsmodell {} gibt falsche Vektoren (Kosinus {}).</translation>
    </message>
    <message>
      <source>The embedding model {} is not installed.</source>
      <translation>Das Einbettungsmodell {} ist nicht installiert.</translation>
    </message>
    <message>
      <source>The embedding model {} was built by another version of Meanwhile.</source>
      <translation>Das Einbettungsmodell {} wurde von einer anderen Version von Meanwhile gebaut.</translation>
    </message>
    <message>
      <source>The file cannot be read ({}).</source>
      <translation>Die Datei lässt sich nicht lesen ({}).</translation>
    </message>
    <message>
      <source>The file could not be read to its end ({}).</source>
      <translation>Die Datei ließ sich nicht bis zum Ende lesen ({}).</translation>
    </message>
    <message>
      <source>The file has {} MB; more than {} MB are not read.</source>
      <translation>Die Datei hat {} MB; mehr als {} MB werden nicht gelesen.</translation>
    </message>
    <message>
      <source>The file is cut off or broken.</source>
      <translation>Die Datei ist abgeschnitten oder kaputt.</translation>
    </message>
    <message>
      <source>The file is cut off or broken: its directory is missing.</source>
      <translation>Die Datei ist abgeschnitten oder kaputt: ihr Verzeichnis fehlt.</translation>
    </message>
    <message>
      <source>The file is cut off or broken: its table of contents is missing.</source>
      <translation>Die Datei ist abgeschnitten oder kaputt: ihr Inhaltsverzeichnis fehlt.</translation>
    </message>
    <message>
      <source>The file is empty now.</source>
      <translation>Die Datei ist jetzt leer.</translation>
    </message>
    <message>
      <source>The file is empty.</source>
      <translation>Die Datei ist leer.</translation>
    </message>
    <message>
      <source>The file is neither text nor a kind of document that Meanwhile reads.</source>
      <translation>Die Datei ist weder Text noch eine Art von Dokument, die Meanwhile liest.</translation>
    </message>
    <message>
      <source>The file is not there any more.</source>
      <translation>Die Datei ist nicht mehr da.</translation>
    </message>
    <message>
      <source>The file packs {} parts; more than {} are not read.</source>
      <translation>Die Datei packt {} Teile; mehr als {} werden nicht gelesen.</translation>
    </message>
    <message>
      <source>The file was changed after it was added.</source>
      <translation>Die Datei wurde geändert, nachdem sie hinzugefügt wurde.</translation>
    </message>
    <message>
      <source>The file would unpack to {} MB; more than {} MB are not read.</source>
      <translation>Die Datei würde entpackt {} MB haben; mehr als {} MB werden nicht gelesen.</translation>
    </message>
    <message>
      <source>The file would unpack to {} times its size, as no real document does.</source>
      <translation>Die Datei würde entpackt {}-mal so groß, wie kein echtes Dokument es tut.</translation>
    </message>
    <message>
      <source>The file {} of the embedding model {} was changed or damaged.</source>
      <translation>Die Datei {} des Einbettungsmodells {} wurde verändert oder beschädigt.</translation>
    </message>
    <message>
      <source>The lesson cannot be played {} times faster.</source>
      <translation>Die Lektion lässt sich nicht {}-mal schneller spielen.</translation>
    </message>
    <message>
      <source>The lesson cannot have {} files.</source>
      <translation>Die Lektion kann nicht {} Dateien haben.</translation>
    </message>
    <message>
      <source>The library can be used again: work goes on.</source>
      <translation>Die Bibliothek lässt sich wieder nutzen: die Arbeit geht weiter.</translation>
    </message>
    <message>
      <source>The library cannot be copied to {}: {}.</source>
      <translation>Die Bibliothek lässt sich nicht nach {} kopieren: {}.</translation>
    </message>
    <message>
      <source>The library folder {} cannot be used: {}.</source>
      <translation>Der Bibliotheksordner {} lässt sich nicht nutzen: {}.</translation>
    </message>
    <message>
      <source>The library folder {} was moved, replaced or removed while in use.</source>
      <translation>Der Bibliotheksordner {} wurde während der Benutzung verschoben, ersetzt oder entfernt.</translation>
    </message>
    <message>
      <source>The name of the library folder {} is no valid text.</source>
      <translation>Der Name des Bibliotheksordners {} ist kein gültiger Text.</translation>
    </message>
    <message>
      <source>The other pages may be fine.</source>
      <translation>Die anderen Seiten sind vielleicht in Ordnung.</translation>
    </message>
    <message>
      <source>The page needs more memory than a worker may use.</source>
      <translation>Die Seite braucht mehr Speicher, als ein Arbeiter nutzen darf.</translation>
    </message>
    <message>
      <source>The presentation has no list of its slides.</source>
      <translation>Die Präsentation hat keine Liste ihrer Folien.</translation>
    </message>
    <message>
      <source>The process that was to embed a text ended unexpectedly.</source>
      <translation>Der Prozess, der einen Text einbetten sollte, endete unerwartet.</translation>
    </message>
    <message>
      <source>The program ended by itself: {}</source>
      <translation>Das Programm endete von selbst: {}</translation>
    </message>
    <message>
      <source>The program was started again; work went on {} s after.</source>
      <translation>Das Programm wurde neu gestartet; die Arbeit ging nach {} s weiter.</translation>
    </message>
    <message>
      <source>The report cannot be written: {}.</source>
      <translation>Der Bericht lässt sich nicht schreiben: {}.</translation>
    </message>
    <message>
      <source>The search process did not answer and was ended.</source>
      <translation>Der Suchprozess antwortete nicht und wurde beendet.</translation>
    </message>
    <message>
      <source>The search process ended unexpectedly.</source>
      <translation>Der Suchprozess endete unerwartet.</translation>
    </message>
    <message>
      <source>The settings file {} cannot be changed: {}.</source>
      <translation>Die Einstellungsdatei {} lässt sich nicht ändern: {}.</translation>
    </message>
    <message>
      <source>The settings file {} cannot be read: {}.</source>
      <translation>Die Einstellungsdatei {} lässt sich nicht lesen: {}.</translation>
    </message>
    <message>
      <source>The settings file {} cannot be understood; the defaults are used.</source>
      <translation>Die Einstellungsdatei {} ist nicht zu verstehen; es gelten die Voreinstellungen.</translation>
    </message>
    <message>
      <source>The settings file {} cannot be written: {}.</source>
      <translation>Die Einstellungsdatei {} lässt sich nicht schreiben: {}.</translation>
    </message>
    <message>
      <source>The weights of {} could not be downloaded: {}</source>
      <translation>Die Gewichte von {} ließen sich nicht herunterladen: {}</translation>
    </message>
    <message>
      <source>The workbook has no list of its sheets.</source>
      <translation>Die Arbeitsmappe hat keine Liste ihrer Blätter.</translation>
    </message>
    <message>
      <source>There are: {}. A file name's ending works too.</source>
      <translation>Es gibt: {}. Auch die Endung eines Dateinamens geht.</translation>
    </message>
    <message>
      <source>There is a library in {} already.</source>
      <translation>In {} gibt es schon eine Bibliothek.</translation>
    </message>
    <message>
      <source>There is no library in {}.</source>
      <translation>In {} gibt es keine Bibliothek.</translation>
    </message>
    <message>
      <source>There is no page {} in this PDF any more.</source>
      <translation>Eine Seite {} gibt es in diesem PDF nicht mehr.</translation>
    </message>
    <message>
      <source>There is no reader for this kind of file.</source>
      <translation>Für diese Art von Datei gibt es keinen Leser.</translation>
    </message>
    <message>
      <source>There is no task {}.</source>
      <translation>Es gibt keinen Auftrag {}.</translation>
    </message>
    <message>
      <source>There is no text in this PDF: it looks like a scan, {}.</source>
      <translation>In diesem PDF steht kein Text: es sieht nach einem Scan aus, {}.</translation>
    </message>
    <message>
      <source>There is no text in this document.</source>
      <translation>In diesem Dokument steht kein Text.</translation>
    </message>
    <message>
      <source>There was nothing to do.</source>
      <translation>Es gab nichts zu tun.</translation>
    </message>
    <message>
      <source>This document is no longer in the library.</source>
      <translation>Dieses Dokument ist nicht mehr in der Bibliothek.</translation>
    </message>
    <message>
      <source>This has no text in the library (any more).</source>
      <translation>Dies hat keinen Text (mehr) in der Bibliothek.</translation>
    </message>
    <message>
      <source>This is its text, as it was read.</source>
      <translation>Dies ist ihr Text, wie er gelesen wurde.</translation>
    </message>
    <message>
      <source>This is {}, which Meanwhile does not read.</source>
      <translation>Dies ist {}; so etwas liest Meanwhile nicht.</translation>
    </message>
    <message>
      <source>This only says what to leave out.</source>
      <translation>Das sagt nur, was weggelassen werden soll.</translation>
    </message>
    <message>
      <source>Try again on another disk.</source>
      <translation>Versuche es auf einer anderen Platte noch einmal.</translation>
    </message>
    <message>
      <source>Unpack it and add what is inside.</source>
      <translation>Entpacke es, und füge hinzu, was darin ist.</translation>
    </message>
    <message>
      <source>With so few calls at once there was little waiting to overlap; handing the work over lets the person go.</source>
      <translation>Bei so wenigen Aufrufen zugleich gab es kaum Wartezeit zu überlappen; wer die Arbeit abgibt, lässt einen gehen.</translation>
    </message>
    <message>
      <source>Work is paused. {}</source>
      <translation>Die Arbeit ruht. {}</translation>
    </message>
    <message>
      <source>Work waits: the machine runs on its battery.</source>
      <translation>Die Arbeit wartet: der Rechner läuft mit seinem Akku.</translation>
    </message>
    <message>
      <source>Worker processes end before they can work ({}).</source>
      <translation>Arbeiterprozesse enden, bevor sie arbeiten können ({}).</translation>
    </message>
    <message>
      <source>Wrong in the library: {}.</source>
      <translation>Falsch in der Bibliothek: {}.</translation>
    </message>
    <message>
      <source>You are not allowed to read {}.</source>
      <translation>Du darfst {} nicht lesen.</translation>
    </message>
    <message>
      <source>a PostScript file</source>
      <translation>eine PostScript-Datei</translation>
    </message>
    <message>
      <source>a database</source>
      <translation>eine Datenbank</translation>
    </message>
    <message>
      <source>a document was read {} s after the start of the first worker</source>
      <translation>ein Dokument war {} s nach dem Start des ersten Arbeiters gelesen</translation>
    </message>
    <message>
      <source>a film</source>
      <translation>ein Film</translation>
    </message>
    <message>
      <source>a font</source>
      <translation>eine Schrift</translation>
    </message>
    <message>
      <source>a fresh process loaded the model and embedded a text without making a socket</source>
      <translation>ein frischer Prozess hat das Modell geladen und einen Text eingebettet, ohne einen Socket anzulegen</translation>
    </message>
    <message>
      <source>a line there is written in a way that only a person can change</source>
      <translation>eine Zeile darin ist so geschrieben, dass nur ein Mensch sie ändern kann</translation>
    </message>
    <message>
      <source>a mailbox (PST)</source>
      <translation>ein Postfach (PST)</translation>
    </message>
    <message>
      <source>a packed file (bzip2)</source>
      <translation>eine gepackte Datei (bzip2)</translation>
    </message>
    <message>
      <source>a packed file (gzip)</source>
      <translation>eine gepackte Datei (gzip)</translation>
    </message>
    <message>
      <source>a packed file (xz)</source>
      <translation>eine gepackte Datei (xz)</translation>
    </message>
    <message>
      <source>a packed file (zstd)</source>
      <translation>eine gepackte Datei (zstd)</translation>
    </message>
    <message>
      <source>a picture (AVIF)</source>
      <translation>ein Bild (AVIF)</translation>
    </message>
    <message>
      <source>a picture (GIF)</source>
      <translation>ein Bild (GIF)</translation>
    </message>
    <message>
      <source>a picture (HEIC)</source>
      <translation>ein Bild (HEIC)</translation>
    </message>
    <message>
      <source>a picture (JPEG)</source>
      <translation>ein Bild (JPEG)</translation>
    </message>
    <message>
      <source>a picture (PNG)</source>
      <translation>ein Bild (PNG)</translation>
    </message>
    <message>
      <source>a picture (Photoshop)</source>
      <translation>ein Bild (Photoshop)</translation>
    </message>
    <message>
      <source>a picture (TIFF)</source>
      <translation>ein Bild (TIFF)</translation>
    </message>
    <message>
      <source>a picture (WebP)</source>
      <translation>ein Bild (WebP)</translation>
    </message>
    <message>
      <source>a picture (icon)</source>
      <translation>ein Bild (Icon)</translation>
    </message>
    <message>
      <source>a program</source>
      <translation>ein Programm</translation>
    </message>
    <message>
      <source>a scan (DjVu)</source>
      <translation>ein Scan (DjVu)</translation>
    </message>
    <message>
      <source>a sound file</source>
      <translation>eine Tondatei</translation>
    </message>
    <message>
      <source>a worker is at work</source>
      <translation>ein Arbeiter am Werk ist</translation>
    </message>
    <message>
      <source>a worker tried to {}</source>
      <translation>ein Arbeiter versuchte dies – {}</translation>
    </message>
    <message>
      <source>all is done</source>
      <translation>alles getan ist</translation>
    </message>
    <message>
      <source>an Office file of a kind</source>
      <translation>eine Office-Datei einer Art</translation>
    </message>
    <message>
      <source>an archive (7z)</source>
      <translation>ein Archiv (7z)</translation>
    </message>
    <message>
      <source>an archive (RAR)</source>
      <translation>ein Archiv (RAR)</translation>
    </message>
    <message>
      <source>an archive (ZIP)</source>
      <translation>ein Archiv (ZIP)</translation>
    </message>
    <message>
      <source>an archive (tar)</source>
      <translation>ein Archiv (tar)</translation>
    </message>
    <message>
      <source>another worker stands in</source>
      <translation>ein anderer Arbeiter einspringt</translation>
    </message>
    <message>
      <source>async I/O</source>
      <translation>Async I/O</translation>
    </message>
    <message>
      <source>background</source>
      <translation>Hintergrund</translation>
    </message>
    <message>
      <source>blocking</source>
      <translation>Blockierend</translation>
    </message>
    <message>
      <source>chunks on pages that are not read: {}</source>
      <translation>Textstücke auf Seiten, die nicht gelesen sind: {}</translation>
    </message>
    <message>
      <source>chunks that are there twice: {}</source>
      <translation>Textstücke, die doppelt da sind: {}</translation>
    </message>
    <message>
      <source>crashed a worker process ({})</source>
      <translation>stürzte ein Arbeiterprozess ab ({})</translation>
    </message>
    <message>
      <source>denied by the kernel</source>
      <translation>vom Kernel verwehrt</translation>
    </message>
    <message>
      <source>denied to Python code only, this system offers no more</source>
      <translation>nur Python-Code verwehrt, mehr bietet dieses System nicht</translation>
    </message>
    <message>
      <source>documents called ready that are not: {}</source>
      <translation>Dokumente, die bereit heißen und es nicht sind: {}</translation>
    </message>
    <message>
      <source>documents that end before their last page: {}</source>
      <translation>Dokumente, die vor ihrer letzten Seite enden: {}</translation>
    </message>
    <message>
      <source>documents that failed without a reason: {}</source>
      <translation>Dokumente, die ohne Grund fehlgeschlagen sind: {}</translation>
    </message>
    <message>
      <source>documents that no file holds: {}</source>
      <translation>Dokumente, die in keiner Datei stehen: {}</translation>
    </message>
    <message>
      <source>documents that wait for vectors they have: {}</source>
      <translation>Dokumente, die auf Vektoren warten, die sie haben: {}</translation>
    </message>
    <message>
      <source>documents with a wrong count of chunks or tokens: {}</source>
      <translation>Dokumente mit falscher Zahl von Textstücken oder Token: {}</translation>
    </message>
    <message>
      <source>documents with a wrong count of embedded chunks: {}</source>
      <translation>Dokumente mit falscher Zahl eingebetteter Textstücke: {}</translation>
    </message>
    <message>
      <source>does not lie between {} and {}</source>
      <translation>liegt nicht zwischen {} und {}</translation>
    </message>
    <message>
      <source>exit code {}</source>
      <translation>Exit-Code {}</translation>
    </message>
    <message>
      <source>file {}</source>
      <translation>Datei {}</translation>
    </message>
    <message>
      <source>is neither yes nor no</source>
      <translation>ist weder Ja noch Nein</translation>
    </message>
    <message>
      <source>is no text</source>
      <translation>ist kein Text</translation>
    </message>
    <message>
      <source>is no whole number</source>
      <translation>ist keine ganze Zahl</translation>
    </message>
    <message>
      <source>is none of: {}</source>
      <translation>ist keines von: {}</translation>
    </message>
    <message>
      <source>left a worker process silent for {} s, so that it had to be ended,</source>
      <translation>schwieg ein Arbeiterprozess {} s lang, sodass er beendet werden musste</translation>
    </message>
    <message>
      <source>library</source>
      <translation>Bibliothek</translation>
    </message>
    <message>
      <source>make a socket</source>
      <translation>einen Socket anlegen</translation>
    </message>
    <message>
      <source>model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>network silence</source>
      <translation>Netzstille</translation>
    </message>
    <message>
      <source>none yet in {}; it is made when the first document is added</source>
      <translation>noch keine in {}; sie entsteht mit dem ersten Dokument</translation>
    </message>
    <message>
      <source>open a file</source>
      <translation>eine Datei öffnen</translation>
    </message>
    <message>
      <source>program</source>
      <translation>Programm</translation>
    </message>
    <message>
      <source>sandbox</source>
      <translation>Sandbox</translation>
    </message>
    <message>
      <source>something is put down</source>
      <translation>etwas gespeichert wird</translation>
    </message>
    <message>
      <source>start a program</source>
      <translation>ein Programm starten</translation>
    </message>
    <message>
      <source>the full-text index: {}</source>
      <translation>der Volltextindex: {}</translation>
    </message>
    <message>
      <source>the page is a picture</source>
      <translation>die Seite ist ein Bild</translation>
    </message>
    <message>
      <source>the {} pages are pictures</source>
      <translation>die {} Seiten sind Bilder</translation>
    </message>
    <message>
      <source>was ended on request</source>
      <translation>wurde ein Arbeiterprozess auf Wunsch beendet</translation>
    </message>
    <message>
      <source>work goes on</source>
      <translation>die Arbeit weitergeht</translation>
    </message>
    <message>
      <source>workers</source>
      <translation>Arbeiter</translation>
    </message>
    <message>
      <source>{} and {} more</source>
      <translation>{} und {} weitere</translation>
    </message>
    <message>
      <source>{} belongs to another program.</source>
      <translation>{} gehört einem anderen Programm.</translation>
    </message>
    <message>
      <source>{} cannot be read: {}.</source>
      <translation>{} lässt sich nicht lesen: {}.</translation>
    </message>
    <message>
      <source>{} documents are put into a throw-away library.</source>
      <translation>{} Dokumente kommen in eine Wegwerf-Bibliothek.</translation>
    </message>
    <message>
      <source>{} documents were begun again at the first page that was not.</source>
      <translation>{} Dokumente wurden an der ersten Seite, die es nicht war, wieder begonnen.</translation>
    </message>
    <message>
      <source>{} does not add up: {}.</source>
      <translation>{} ist nicht stimmig: {}.</translation>
    </message>
    <message>
      <source>{} does not carry {}: {}</source>
      <translation>{} enthält {} nicht: {}</translation>
    </message>
    <message>
      <source>{} does not exist.</source>
      <translation>{} gibt es nicht.</translation>
    </message>
    <message>
      <source>{} in {} is not the published file.</source>
      <translation>{} in {} ist nicht die veröffentlichte Datei.</translation>
    </message>
    <message>
      <source>{} is at work on this library already.</source>
      <translation>{} arbeitet schon an dieser Bibliothek.</translation>
    </message>
    <message>
      <source>{} is damaged or no library of Meanwhile.</source>
      <translation>{} ist beschädigt oder keine Bibliothek von Meanwhile.</translation>
    </message>
    <message>
      <source>{} is locked by another program.</source>
      <translation>{} ist von einem anderen Programm gesperrt.</translation>
    </message>
    <message>
      <source>{} is no folder.</source>
      <translation>{} ist kein Ordner.</translation>
    </message>
    <message>
      <source>{} is no regular file.</source>
      <translation>{} ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
      <source>{} is no valid path.</source>
      <translation>{} ist kein gültiger Pfad.</translation>
    </message>
    <message>
      <source>{} is {}, which {}.</source>
      <translation>{} ist {}; das {}.</translation>
    </message>
    <message>
      <source>{} of this work was reading files, which async I/O could overlap; the rest is computing.</source>
      <translation>{} dieser Arbeit waren Lesen von Dateien, das Async I/O überlappen konnte; der Rest ist Rechnen.</translation>
    </message>
    <message>
      <source>{} row {} refers to nothing</source>
      <translation>{}: Zeile {} verweist auf nichts</translation>
    </message>
    <message>
      <source>{} was written by a newer version of Meanwhile (format {}, this version knows up to {}).</source>
      <translation>{} wurde von einer neueren Version von Meanwhile geschrieben (Format {}, diese Version kennt bis {}).</translation>
    </message>
    <message>
      <source>{} was written by an older version of Meanwhile, or is about to be made.</source>
      <translation>{} wurde von einer älteren Version von Meanwhile geschrieben, oder entsteht gerade.</translation>
    </message>
    <message>
      <source>{}. Left out, because no process survives reading this: {}</source>
      <translation>{}. Weggelassen, weil kein Prozess es überlebt, das zu lesen: {}</translation>
    </message>
    <message>
      <source>{}: files unchanged, vectors as they should be</source>
      <translation>{}: Dateien unverändert, Vektoren wie sie sein sollen</translation>
    </message>
    <message>
      <source>{}: needs a year, a month or a day, and “{}” is none.</source>
      <translation>{}: braucht ein Jahr, einen Monat oder einen Tag, und „{}“ ist keins.</translation>
    </message>
    <message>
      <source>{}: says nothing.</source>
      <translation>{}: sagt nichts.</translation>
    </message>
  </context>
  <context>
    <name>lab</name>
    <message>
      <source> (about {} s)</source>
      <translation> (etwa {} s)</translation>
    </message>
    <message numerus="yes">
      <source>%Ln document(s) selected in the list.</source>
      <translation>
        <numerusform>%Ln Dokument in der Liste ausgewählt.</numerusform>
        <numerusform>%Ln Dokumente in der Liste ausgewählt.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln file(s), {}.</source>
      <translation>
        <numerusform>%Ln Datei, {}.</numerusform>
        <numerusform>%Ln Dateien, {}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln older one(s) forgotten</source>
      <translation>
        <numerusform>%Ln älterer vergessen</numerusform>
        <numerusform>%Ln ältere vergessen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln page(s)</source>
      <translation>
        <numerusform>%Ln Seite</numerusform>
        <numerusform>%Ln Seiten</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln step(s)</source>
      <translation>
        <numerusform>%Ln Schritt</numerusform>
        <numerusform>%Ln Schritte</numerusform>
      </translation>
    </message>
    <message>
      <source>, the rest in the background</source>
      <translation>, der Rest im Hintergrund</translation>
    </message>
    <message>
      <source>&lt;b&gt;{} instead.&lt;/b&gt;</source>
      <translation>&lt;b&gt;Besser {}.&lt;/b&gt;</translation>
    </message>
    <message>
      <source>After that, async I/O and the background have their turns with the same documents.</source>
      <translation>Danach sind Async I/O und Hintergrund mit denselben Dokumenten an der Reihe.</translation>
    </message>
    <message>
      <source>All of it is computing: async cannot overlap it, and there is never only one passage.</source>
      <translation>Alles daran ist Rechnen: Async kann es nicht überlappen, und es ist nie nur eine Stelle.</translation>
    </message>
    <message>
      <source>Ask three remote services at once</source>
      <translation>Drei entfernte Dienste zugleich fragen</translation>
    </message>
    <message>
      <source>Async I/O</source>
      <translation>Async I/O</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>Hintergrund</translation>
    </message>
    <message>
      <source>Before you wait</source>
      <translation>Bevor du wartest</translation>
    </message>
    <message>
      <source>Blocking</source>
      <translation>Blockierend</translation>
    </message>
    <message>
      <source>Choose another folder.</source>
      <translation>Wähle einen anderen Ordner.</translation>
    </message>
    <message>
      <source>Dispatcher</source>
      <translation>Verteiler</translation>
    </message>
    <message>
      <source>Embed one passage</source>
      <translation>Eine Stelle einbetten</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <source>Export everything.</source>
      <translation>Alles exportieren.</translation>
    </message>
    <message>
      <source>Exporting…</source>
      <translation>Wird exportiert …</translation>
    </message>
    <message>
      <source>Far longer than anybody waits, all computing, and it must go on after a crash or a restart.</source>
      <translation>Viel länger, als jemand wartet, alles Rechnen, und es muss nach Absturz oder Neustart weitergehen.</translation>
    </message>
    <message>
      <source>For the documents you add next. {}</source>
      <translation>Für die Dokumente, die du als Nächstes hinzufügst. {}</translation>
    </message>
    <message numerus="yes">
      <source>Freeze for the first %Ln document(s)</source>
      <translation>
        <numerusform>Für das erste Dokument einfrieren</numerusform>
        <numerusform>Für die ersten %Ln Dokumente einfrieren</numerusform>
      </translation>
    </message>
    <message>
      <source>Hardly any work, but the disk may be slow one day: ask, go on, and take the answer when it comes.</source>
      <translation>Kaum Arbeit, aber die Platte mag eines Tages langsam sein: fragen, weitermachen, und die Antwort nehmen, wenn sie kommt.</translation>
    </message>
    <message>
      <source>Idle</source>
      <translation>Untätig</translation>
    </message>
    <message>
      <source>Index 20,000 pages again every night</source>
      <translation>20.000 Seiten jede Nacht neu indizieren</translation>
    </message>
    <message>
      <source>Index a book of 400 pages</source>
      <translation>Ein Buch von 400 Seiten indizieren</translation>
    </message>
    <message>
      <source>It fits between two frames of the screen (16 ms). Anything cleverer would only be slower.</source>
      <translation>Es passt zwischen zwei Bilder des Bildschirms (16 ms). Alles Schlauere wäre nur langsamer.</translation>
    </message>
    <message>
      <source>Let a few documents run in the background first, then Meanwhile knows.</source>
      <translation>Lass erst ein paar Dokumente im Hintergrund laufen, dann weiß Meanwhile es.</translation>
    </message>
    <message>
      <source>List 10,000 files</source>
      <translation>10.000 Dateien auflisten</translation>
    </message>
    <message>
      <source>Listing</source>
      <translation>Auflistung</translation>
    </message>
    <message>
      <source>Look up the rows in sight in the library</source>
      <translation>Die sichtbaren Zeilen in der Bibliothek nachschlagen</translation>
    </message>
    <message numerus="yes">
      <source>More than %Ln file(s), {}.</source>
      <translation>
        <numerusform>Mehr als %Ln Datei, {}.</numerusform>
        <numerusform>Mehr als %Ln Dateien, {}.</numerusform>
      </translation>
    </message>
    <message>
      <source>Nobody has to wait for it: note what was dropped, return at once, look through it elsewhere.</source>
      <translation>Niemand muss darauf warten: merken, was abgelegt wurde, gleich zurückkehren, anderswo durchsehen.</translation>
    </message>
    <message>
      <source>Nobody is there. It needs a queue on disk, retries, and a record of what failed and why.</source>
      <translation>Niemand ist da. Es braucht eine Warteschlange auf der Platte, neue Versuche, und ein Verzeichnis dessen, was warum scheiterte.</translation>
    </message>
    <message>
      <source>Nothing of it has run since the start.</source>
      <translation>Davon lief seit dem Start nichts.</translation>
    </message>
    <message>
      <source>Only the selected documents</source>
      <translation>Nur die ausgewählten Dokumente</translation>
    </message>
    <message>
      <source>Only the task they were added with</source>
      <translation>Nur den Auftrag, mit dem sie kamen</translation>
    </message>
    <message>
      <source>Other processes do the work: the window is free at once.</source>
      <translation>Andere Prozesse tun die Arbeit: das Fenster ist sofort frei.</translation>
    </message>
    <message>
      <source>Picture (PNG)…</source>
      <translation>Bild (PNG) …</translation>
    </message>
    <message>
      <source>Picture of what is in sight (PNG)…</source>
      <translation>Bild dessen, was zu sehen ist (PNG) …</translation>
    </message>
    <message>
      <source>Read one page of a document</source>
      <translation>Eine Seite eines Dokuments lesen</translation>
    </message>
    <message>
      <source>Reader</source>
      <translation>Leser</translation>
    </message>
    <message>
      <source>Reading files overlaps, computing takes turns with the window: it twitches, and you wait.</source>
      <translation>Lesen überlappt, Rechnen wechselt sich mit dem Fenster ab: es ruckelt, und du wartest.</translation>
    </message>
    <message>
      <source>Reckoned from what this library took so far on this machine.</source>
      <translation>Berechnet aus dem, was diese Bibliothek auf diesem Rechner bisher brauchte.</translation>
    </message>
    <message>
      <source>Remote service</source>
      <translation>Entfernter Dienst</translation>
    </message>
    <message>
      <source>Report (HTML)…</source>
      <translation>Bericht (HTML) …</translation>
    </message>
    <message>
      <source>Search the library</source>
      <translation>Die Bibliothek durchsuchen</translation>
    </message>
    <message>
      <source>Short as a rule, but a broken page may take for ever or crash: not in the window's process.</source>
      <translation>In der Regel kurz, aber eine kaputte Seite kann ewig dauern oder abstürzen: nicht im Prozess des Fensters.</translation>
    </message>
    <message>
      <source>Take what a click just brought and paint it</source>
      <translation>Nehmen, was ein Klick gebracht hat, und es zeichnen</translation>
    </message>
    <message>
      <source>The waits overlap: three take as long as one. But whoever asked still waits for the answer.</source>
      <translation>Die Wartezeiten überlappen: drei dauern so lange wie eine. Doch wer fragte, wartet noch immer auf die Antwort.</translation>
    </message>
    <message>
      <source>The window does the work itself, and is dead until all of it is done.</source>
      <translation>Das Fenster tut die Arbeit selbst und ist tot, bis alles getan ist.</translation>
    </message>
    <message>
      <source>The window only waits: another process does the work. Waiting is what async is good at.</source>
      <translation>Das Fenster wartet nur: ein anderer Prozess tut die Arbeit. Warten ist, was Async gut kann.</translation>
    </message>
    <message>
      <source>This will freeze the window for {}.</source>
      <translation>Das Fenster wird für {} einfrieren.</translation>
    </message>
    <message>
      <source>This will freeze the window, for how long has not been measured yet.</source>
      <translation>Das Fenster wird einfrieren; für wie lange, ist noch nicht gemessen.</translation>
    </message>
    <message numerus="yes">
      <source>Timeline of %Ln selected document(s)</source>
      <translation>
        <numerusform>Zeitleiste von %Ln ausgewählten Dokument</numerusform>
        <numerusform>Zeitleiste von %Ln ausgewählten Dokumenten</numerusform>
      </translation>
    </message>
    <message>
      <source>Trace for Perfetto (JSON)…</source>
      <translation>Aufzeichnung für Perfetto (JSON) …</translation>
    </message>
    <message numerus="yes">
      <source>Wait for the first %Ln document(s)</source>
      <translation>
        <numerusform>Auf das erste Dokument warten</numerusform>
        <numerusform>Auf die ersten %Ln Dokumente warten</numerusform>
      </translation>
    </message>
    <message>
      <source>Window</source>
      <translation>Fenster</translation>
    </message>
    <message>
      <source>Window held up over {}</source>
      <translation>Fenster über {} aufgehalten</translation>
    </message>
    <message>
      <source>Worker</source>
      <translation>Arbeiter</translation>
    </message>
    <message>
      <source>You can act again</source>
      <translation>Du kannst wieder handeln</translation>
    </message>
    <message>
      <source>You will have to wait for {}, and the window will twitch.</source>
      <translation>Du wirst {} warten müssen, und das Fenster wird ruckeln.</translation>
    </message>
    <message>
      <source>You will have to wait, for how long has not been measured yet.</source>
      <translation>Du wirst warten müssen; wie lange, ist noch nicht gemessen.</translation>
    </message>
    <message>
      <source>about {} s</source>
      <translation>etwa {} s</translation>
    </message>
    <message>
      <source>embedding model</source>
      <translation>Einbettungsmodell</translation>
    </message>
    <message>
      <source>loading the embedding model</source>
      <translation>Laden des Einbettungsmodells</translation>
    </message>
    <message>
      <source>not measured yet</source>
      <translation>noch nicht gemessen</translation>
    </message>
    <message>
      <source>over {}</source>
      <translation>über {}</translation>
    </message>
    <message>
      <source>seconds of waiting, no work (the lesson)</source>
      <translation>Sekunden des Wartens, keine Arbeit (die Lektion)</translation>
    </message>
    <message>
      <source>something else</source>
      <translation>etwas anderes</translation>
    </message>
    <message numerus="yes">
      <source>{} and %Ln more step(s)</source>
      <translation>
        <numerusform>{} und %Ln weiteren Schritt</numerusform>
        <numerusform>{} und %Ln weitere Schritte</numerusform>
      </translation>
    </message>
    <message>
      <source>{} could not be written</source>
      <translation>{} ließ sich nicht schreiben</translation>
    </message>
    <message>
      <source>{} in one thread, reckoned from {} each on this machine</source>
      <translation>{} in einem Thread, berechnet aus je {} auf diesem Rechner</translation>
    </message>
    <message>
      <source>{} is written</source>
      <translation>{} ist geschrieben</translation>
    </message>
    <message>
      <source>{} of real time</source>
      <translation>{} in Wirklichkeit</translation>
    </message>
    <message>
      <source>{} on this machine</source>
      <translation>{} auf diesem Rechner</translation>
    </message>
    <message>
      <source>{} or more</source>
      <translation>{} oder mehr</translation>
    </message>
    <message>
      <source>{} real</source>
      <translation>{} echt</translation>
    </message>
    <message>
      <source>{} {}</source>
      <translation>{} von {}</translation>
    </message>
  </context>
  <context>
    <name>opening</name>
    <message>
      <source>Choose a program for files of this kind in your system's settings.</source>
      <translation>Wähle in den Systemeinstellungen ein Programm für solche Dateien.</translation>
    </message>
    <message>
      <source>It was moved, renamed or deleted. Add it again from its new place.</source>
      <translation>Es wurde verschoben, umbenannt oder gelöscht. Füge es von seinem neuen Ort neu hinzu.</translation>
    </message>
    <message>
      <source>No program opened {}.</source>
      <translation>Kein Programm hat {} geöffnet.</translation>
    </message>
    <message>
      <source>{} is not there any more.</source>
      <translation>{} ist nicht mehr da.</translation>
    </message>
  </context>
  <context>
    <name>search</name>
    <message>
      <source> ({} % alike)</source>
      <translation> (zu {} % ähnlich)</translation>
    </message>
    <message numerus="yes">
      <source>%Ln document(s)</source>
      <translation>
        <numerusform>%Ln Dokument</numerusform>
        <numerusform>%Ln Dokumente</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln more passage(s) in this document</source>
      <translation>
        <numerusform>%Ln weitere Stelle in diesem Dokument</numerusform>
        <numerusform>%Ln weitere Stellen in diesem Dokument</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln passage(s)</source>
      <translation>
        <numerusform>%Ln Stelle</numerusform>
        <numerusform>%Ln Stellen</numerusform>
      </translation>
    </message>
    <message>
      <source>Copy the passage</source>
      <translation>Stelle kopieren</translation>
    </message>
    <message numerus="yes">
      <source>In %Ln document(s)</source>
      <translation>
        <numerusform>In %Ln Dokument</numerusform>
        <numerusform>In %Ln Dokumenten</numerusform>
      </translation>
    </message>
    <message>
      <source>In {}</source>
      <translation>In {}</translation>
    </message>
    <message>
      <source>Like {}</source>
      <translation>Wie {}</translation>
    </message>
    <message>
      <source>Locate the file…</source>
      <translation>Die Datei suchen …</translation>
    </message>
    <message>
      <source>Meaning only</source>
      <translation>Nur Bedeutung</translation>
    </message>
    <message>
      <source>More like this</source>
      <translation>Mehr davon</translation>
    </message>
    <message>
      <source>No document has been read yet; results appear here by themselves.</source>
      <translation>Noch wurde kein Dokument gelesen; Ergebnisse erscheinen hier von selbst.</translation>
    </message>
    <message>
      <source>No passage contains these words; these are the nearest by meaning.</source>
      <translation>Keine Stelle enthält diese Worte; diese hier kommen ihnen in der Bedeutung am nächsten.</translation>
    </message>
    <message>
      <source>Not there any more</source>
      <translation>Nicht mehr da</translation>
    </message>
    <message>
      <source>Nothing found for “{}”.</source>
      <translation>Nichts gefunden zu „{}“.</translation>
    </message>
    <message>
      <source>Nothing is like it.</source>
      <translation>Nichts ist ihm ähnlich.</translation>
    </message>
    <message>
      <source>Only passages that contain the words</source>
      <translation>Nur Stellen, in denen die Worte stehen</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <source>Page {}</source>
      <translation>Seite {}</translation>
    </message>
    <message>
      <source>Passages that mean something alike, whatever their words</source>
      <translation>Stellen ähnlicher Bedeutung, gleich mit welchen Worten</translation>
    </message>
    <message>
      <source>Passages that say it, and passages that mean it</source>
      <translation>Stellen, die es sagen, und Stellen, die es meinen</translation>
    </message>
    <message>
      <source>Reading goes on; new results appear here by themselves.</source>
      <translation>Es wird noch gelesen; neue Ergebnisse erscheinen hier von selbst.</translation>
    </message>
    <message>
      <source>Remove from the library</source>
      <translation>Aus der Bibliothek entfernen</translation>
    </message>
    <message>
      <source>Say why each was found</source>
      <translation>Sagen, warum gefunden</translation>
    </message>
    <message>
      <source>Search within this document</source>
      <translation>In diesem Dokument suchen</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>Im Ordner zeigen</translation>
    </message>
    <message>
      <source>Text of the passage copied</source>
      <translation>Text der Stelle kopiert</translation>
    </message>
    <message numerus="yes">
      <source>The best %Ln passage(s)</source>
      <translation>
        <numerusform>Die beste Stelle</numerusform>
        <numerusform>Die besten %Ln Stellen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The newest %Ln document(s)</source>
      <translation>
        <numerusform>Das neueste Dokument</numerusform>
        <numerusform>Die neuesten %Ln Dokumente</numerusform>
      </translation>
    </message>
    <message>
      <source>Try other words, or describe what you mean.</source>
      <translation>Versuche andere Worte, oder beschreibe, was du meinst.</translation>
    </message>
    <message>
      <source>Words and meaning</source>
      <translation>Worte und Bedeutung</translation>
    </message>
    <message>
      <source>Words only</source>
      <translation>Nur Worte</translation>
    </message>
    <message>
      <source>best</source>
      <translation>bester</translation>
    </message>
    <message>
      <source>no. {}</source>
      <translation>Nr. {}</translation>
    </message>
    <message>
      <source>the file is not there any more</source>
      <translation>die Datei ist nicht mehr da</translation>
    </message>
    <message>
      <source>{} by its meaning alone</source>
      <translation>{} allein durch Bedeutung</translation>
    </message>
    <message>
      <source>{} by its words alone</source>
      <translation>{} allein durch Worte</translation>
    </message>
    <message>
      <source>{} by its words, {} by its meaning</source>
      <translation>{} durch Worte, {} durch Bedeutung</translation>
    </message>
    <message numerus="yes">
      <source>{} in %Ln document(s)</source>
      <translation>
        <numerusform>{} in %Ln Dokument</numerusform>
        <numerusform>{} in %Ln Dokumenten</numerusform>
      </translation>
    </message>
    <message>
      <source>{} ms</source>
      <translation>{} ms</translation>
    </message>
    <message>
      <source>{} · score {}</source>
      <translation>{} · Wert {}</translation>
    </message>
    <message>
      <source>{}, page {}</source>
      <translation>{}, Seite {}</translation>
    </message>
  </context>
  <context>
    <name>settings</name>
    <message>
      <source>A worker that asks for more than this is refused, and replaced.</source>
      <translation>Ein Arbeiter, der mehr verlangt, bekommt es nicht und wird ersetzt.</translation>
    </message>
    <message>
      <source>A worker that reports no progress for so long is ended.</source>
      <translation>Ein Arbeiter, der so lange keinen Fortschritt meldet, wird beendet.</translation>
    </message>
    <message>
      <source>Archives and office documents that unpack to more are not read.</source>
      <translation>Archive und Office-Dokumente, die ausgepackt größer sind, werden nicht gelesen.</translation>
    </message>
    <message>
      <source>Archives and office documents that unpack to more than so many times their size are not read.</source>
      <translation>Archive und Office-Dokumente, die ausgepackt mehr als so viele Male größer sind, werden nicht gelesen.</translation>
    </message>
    <message>
      <source>Archives and office documents with more parts are not read.</source>
      <translation>Archive und Office-Dokumente mit mehr Teilen werden nicht gelesen.</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>Wie das System</translation>
    </message>
    <message>
      <source>Ask</source>
      <translation>Fragen</translation>
    </message>
    <message>
      <source>Async I/O</source>
      <translation>Async I/O</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>Hintergrund</translation>
    </message>
    <message>
      <source>Begin nothing new while the machine runs on its battery.</source>
      <translation>Nichts Neues beginnen, solange der Rechner am Akku läuft.</translation>
    </message>
    <message>
      <source>Blocking</source>
      <translation>Blockierend</translation>
    </message>
    <message>
      <source>Closing the window</source>
      <translation>Beim Schließen</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Farben</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>Dunkel</translation>
    </message>
    <message>
      <source>Deutsch</source>
      <translation>Deutsch</translation>
    </message>
    <message>
      <source>Documents</source>
      <translation>Dokumente</translation>
    </message>
    <message>
      <source>Embedding model</source>
      <translation>Einbettungsmodell</translation>
    </message>
    <message>
      <source>Endings of files that are passed over in folders, for example: log bak tmp.</source>
      <translation>Endungen von Dateien, die in Ordnern übergangen werden, zum Beispiel: log bak tmp.</translation>
    </message>
    <message>
      <source>English</source>
      <translation>English</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <source>Give way</source>
      <translation>Vortritt lassen</translation>
    </message>
    <message>
      <source>How the documents that are added next are run; only Background leaves the window free.</source>
      <translation>Wie die nächsten Dokumente laufen; nur im Hintergrund bleibt das Fenster frei.</translation>
    </message>
    <message>
      <source>Inside</source>
      <translation>Innen</translation>
    </message>
    <message>
      <source>Keep the machine awake</source>
      <translation>Rechner wach halten</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <source>Larger files are not read.</source>
      <translation>Größere Dateien werden nicht gelesen.</translation>
    </message>
    <message>
      <source>Largest archive</source>
      <translation>Größtes Archiv</translation>
    </message>
    <message>
      <source>Largest file</source>
      <translation>Größte Datei</translation>
    </message>
    <message>
      <source>Leave out</source>
      <translation>Weglassen</translation>
    </message>
    <message>
      <source>Library</source>
      <translation>Bibliothek</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>Hell</translation>
    </message>
    <message>
      <source>Light or dark.</source>
      <translation>Hell oder dunkel.</translation>
    </message>
    <message>
      <source>Memory per worker</source>
      <translation>Speicher je Arbeiter</translation>
    </message>
    <message>
      <source>Notifications</source>
      <translation>Mitteilungen</translation>
    </message>
    <message>
      <source>One per processor</source>
      <translation>Einer je Prozessor</translation>
    </message>
    <message>
      <source>Parts of an archive</source>
      <translation>Teile eines Archivs</translation>
    </message>
    <message>
      <source>Pause on battery</source>
      <translation>Am Akku anhalten</translation>
    </message>
    <message>
      <source>Processes that read and embed.</source>
      <translation>Prozesse, die lesen und einbetten.</translation>
    </message>
    <message>
      <source>Quit, and go on at the next start</source>
      <translation>Beenden, beim nächsten Start weiter</translation>
    </message>
    <message>
      <source>Record what runs when, for the timeline.</source>
      <translation>Festhalten, was wann läuft, für die Zeitleiste.</translation>
    </message>
    <message>
      <source>Run documents</source>
      <translation>Dokumente laufen</translation>
    </message>
    <message>
      <source>Share of the processor</source>
      <translation>Anteil am Prozessor</translation>
    </message>
    <message>
      <source>Silence</source>
      <translation>Stille</translation>
    </message>
    <message>
      <source>Tell when a long task is done or needs attention and the window is not in front.</source>
      <translation>Sagen, wenn eine lange Aufgabe fertig ist oder Aufmerksamkeit braucht und das Fenster nicht vorn ist.</translation>
    </message>
    <message>
      <source>The language of the window.</source>
      <translation>Die Sprache des Fensters.</translation>
    </message>
    <message>
      <source>The library that is used when none is named; empty: in your data folder.</source>
      <translation>Die Bibliothek, wenn keine genannt ist; leer: in deinem Datenordner.</translation>
    </message>
    <message>
      <source>Timeline</source>
      <translation>Zeitleiste</translation>
    </message>
    <message>
      <source>Unpacking</source>
      <translation>Auspacken</translation>
    </message>
    <message>
      <source>What happens to the work that is not done when the window is closed.</source>
      <translation>Was mit der offenen Arbeit geschieht, wenn das Fenster geschlossen wird.</translation>
    </message>
    <message>
      <source>What turns passages and queries into vectors.</source>
      <translation>Was Stellen und Anfragen in Vektoren verwandelt.</translation>
    </message>
    <message>
      <source>While the window has work, the machine does not go to sleep.</source>
      <translation>Solange das Fenster Arbeit hat, schläft der Rechner nicht ein.</translation>
    </message>
    <message>
      <source>Window</source>
      <translation>Fenster</translation>
    </message>
    <message>
      <source>Work</source>
      <translation>Arbeit</translation>
    </message>
    <message>
      <source>Work on until all is done</source>
      <translation>Weiterarbeiten, bis alles getan ist</translation>
    </message>
    <message>
      <source>Workers</source>
      <translation>Arbeiter</translation>
    </message>
    <message>
      <source>Workers leave the processor to any other program that wants it.</source>
      <translation>Arbeiter überlassen den Prozessor jedem anderen Programm, das ihn will.</translation>
    </message>
    <message>
      <source>Workers rest between steps, so that each uses no more than this share of its processor.</source>
      <translation>Arbeiter ruhen zwischen Schritten, sodass jeder höchstens diesen Anteil seines Prozessors braucht.</translation>
    </message>
    <message>
      <source>all-MiniLM-L6-v2</source>
      <translation>all-MiniLM-L6-v2</translation>
    </message>
  </context>
  <context>
    <name>stages</name>
    <message>
      <source>Chunk</source>
      <translation>Zerteilen</translation>
    </message>
    <message>
      <source>Embed</source>
      <translation>Einbetten</translation>
    </message>
    <message>
      <source>Extract</source>
      <translation>Auslesen</translation>
    </message>
    <message>
      <source>Lease</source>
      <translation>Entnehmen</translation>
    </message>
    <message>
      <source>List</source>
      <translation>Auflisten</translation>
    </message>
    <message>
      <source>Load model</source>
      <translation>Modell laden</translation>
    </message>
    <message>
      <source>Read file</source>
      <translation>Datei lesen</translation>
    </message>
    <message>
      <source>Store</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <source>chunk</source>
      <translation>Zerteilen</translation>
    </message>
    <message>
      <source>embed</source>
      <translation>Einbetten</translation>
    </message>
    <message>
      <source>extract</source>
      <translation>Auslesen</translation>
    </message>
    <message>
      <source>lease</source>
      <translation>Entnehmen</translation>
    </message>
    <message>
      <source>list</source>
      <translation>Auflisten</translation>
    </message>
    <message>
      <source>read</source>
      <translation>Lesen</translation>
    </message>
    <message>
      <source>start</source>
      <translation>Laden</translation>
    </message>
    <message>
      <source>store</source>
      <translation>Speichern</translation>
    </message>
  </context>
  <context>
    <name>wording</name>
    <message numerus="yes">
      <source>%Ln document(s) ready</source>
      <translation>
        <numerusform>%Ln Dokument bereit</numerusform>
        <numerusform>%Ln Dokumente bereit</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln failed</source>
      <translation>
        <numerusform>%Ln gescheitert</numerusform>
        <numerusform>%Ln gescheitert</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln need(s) attention</source>
      <translation>
        <numerusform>%Ln braucht Aufmerksamkeit</numerusform>
        <numerusform>%Ln brauchen Aufmerksamkeit</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln page(s)</source>
      <translation>
        <numerusform>%Ln Seite</numerusform>
        <numerusform>%Ln Seiten</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln part(s)</source>
      <translation>
        <numerusform>%Ln Teil</numerusform>
        <numerusform>%Ln Teile</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln unsupported</source>
      <translation>
        <numerusform>%Ln nicht lesbar</numerusform>
        <numerusform>%Ln nicht lesbar</numerusform>
      </translation>
    </message>
    <message>
      <source>Cancelled</source>
      <translation>Abgebrochen</translation>
    </message>
    <message>
      <source>Embedding</source>
      <translation>Einbetten</translation>
    </message>
    <message>
      <source>Enter</source>
      <translation>Eingabe</translation>
    </message>
    <message>
      <source>Failed</source>
      <translation>Gescheitert</translation>
    </message>
    <message>
      <source>Paused</source>
      <translation>Angehalten</translation>
    </message>
    <message>
      <source>Queued</source>
      <translation>Wartet</translation>
    </message>
    <message>
      <source>Reading</source>
      <translation>Lesen</translation>
    </message>
    <message>
      <source>Ready</source>
      <translation>Bereit</translation>
    </message>
    <message>
      <source>Set aside</source>
      <translation>Zurückgestellt</translation>
    </message>
    <message>
      <source>Unsupported</source>
      <translation>Nicht lesbar</translation>
    </message>
    <message>
      <source>a few seconds</source>
      <translation>wenige Sekunden</translation>
    </message>
    <message>
      <source>about {} h</source>
      <translation>etwa {} h</translation>
    </message>
    <message>
      <source>about {} min</source>
      <translation>etwa {} min</translation>
    </message>
    <message>
      <source>about {} s</source>
      <translation>etwa {} s</translation>
    </message>
    <message>
      <source>still looking through folders</source>
      <translation>Ordner werden noch durchsucht</translation>
    </message>
    <message>
      <source>{} by meaning, {} by words</source>
      <translation>{} nach Bedeutung, {} nach Worten</translation>
    </message>
    <message>
      <source>{} left</source>
      <translation>noch {}</translation>
    </message>
    <message numerus="yes">
      <source>{} of %Ln document(s)</source>
      <translation>
        <numerusform>{} von %Ln Dokument</numerusform>
        <numerusform>{} von %Ln Dokumenten</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{} of %Ln page(s)</source>
      <translation>
        <numerusform>{} von %Ln Seite</numerusform>
        <numerusform>{} von %Ln Seiten</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{} of %Ln part(s)</source>
      <translation>
        <numerusform>{} von %Ln Teil</numerusform>
        <numerusform>{} von %Ln Teilen</numerusform>
      </translation>
    </message>
    <message>
      <source>{} pages/s</source>
      <translation>{} Seiten/s</translation>
    </message>
  </context>
</TS>
