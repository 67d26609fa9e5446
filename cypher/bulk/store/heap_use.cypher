// How much memory Java has for the store, and how much of it is in use; bytes.
CALL dbms.queryJmx('java.lang:type=Memory')
YIELD attributes
WITH attributes.HeapMemoryUsage.value.properties AS heap
RETURN
  heap.used AS used,
  heap.max AS most;
