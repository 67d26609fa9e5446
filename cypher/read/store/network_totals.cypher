// How many people, programs, groups, goals, conversations, messages and confirmed links there are.
RETURN
  COUNT { (:Person) } - COUNT { (:Person {bot: true}) } AS people,
  COUNT { (:Person {bot: true}) } AS bots,
  COUNT { (:Group) } AS groups,
  COUNT { (:Goal) } AS goals,
  COUNT { (:Conversation) } AS conversations, // +figure
  COUNT { (:Message) } AS messages,
  COUNT { ()-[:ADVANCES]->() } AS links;
