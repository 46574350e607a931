// For entities of the rich-text editor that stand behind the words they belong to: citations and explained words.
// A new one is inserted after what is selected and replaces none of it; one that stood there already is replaced.
window.insertBehind = ({ editorState, entity, entityKey, entityType }, data, text) => {
  const { EditorState, Modifier } = window.DraftJS;
  const selection = editorState.getSelection();
  const end = selection.merge({
    anchorKey: selection.getEndKey(),
    anchorOffset: selection.getEndOffset(),
    focusKey: selection.getEndKey(),
    focusOffset: selection.getEndOffset(),
    isBackward: false,
  });
  const content = editorState.getCurrentContent().createEntity(entityType.type, "IMMUTABLE", data);
  const key = content.getLastCreatedEntityKey();
  const changed = Modifier.replaceText(content, entity && entityKey ? selection : end, text, null, key);
  return EditorState.push(editorState, changed, "insert-characters");
};
