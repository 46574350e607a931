// The term entity of the rich-text editor: choose a glossary term; a mark behind the words opens its meaning.
(() => {
  const { React, DraftJS, draftail } = window;
  const { EditorState, Modifier } = DraftJS;

  class TermSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.term,
        urlParams: {},
        onload: new window.ChooserModalOnloadHandlerFactory().getOnLoadHandlers(),
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(data) {
      return { term: String(data.id), title: data.title ?? data.string ?? "" };
    }

    // The mark stands behind the words it explains: it is inserted after a selection and replaces none of it.
    onChosen(data) {
      const { editorState, entity, entityKey, entityType, onComplete } = this.props;
      const chosen = this.filterEntityData(data);
      const selection = editorState.getSelection();
      const end = selection.merge({
        anchorKey: selection.getEndKey(),
        anchorOffset: selection.getEndOffset(),
        focusKey: selection.getEndKey(),
        focusOffset: selection.getEndOffset(),
        isBackward: false,
      });
      const content = editorState.getCurrentContent().createEntity(entityType.type, "IMMUTABLE", chosen);
      const key = content.getLastCreatedEntityKey();
      const replaced = entity && entityKey ? selection : end;
      const changed = Modifier.replaceText(content, replaced, `[${chosen.title}?]`, null, key);
      this.workflow?.close();
      onComplete(EditorState.push(editorState, changed, "insert-characters"));
    }
  }

  function Term({ entityKey, contentState, children, onEdit, onRemove }) {
    return React.createElement(
      draftail.TooltipEntity,
      {
        entityKey,
        onEdit,
        onRemove,
        icon: React.createElement(window.wagtail.components.Icon, { name: "help" }),
        label: contentState.getEntity(entityKey).getData().title,
        url: null,
      },
      React.createElement("span", { className: "term-entity" }, children),
    );
  }

  draftail.registerPlugin({ type: "TERM", source: TermSource, decorator: Term }, "entityTypes");
})();
