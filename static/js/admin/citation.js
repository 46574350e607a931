// The citation entity of the rich-text editor: choose a source, optionally say where in it, see it in brackets.
(() => {
  const { React, DraftJS, draftail } = window;
  const { EditorState, Modifier } = DraftJS;

  // As in guides/richtext/citations.py.
  const SHOWN = 32;
  const shorten = (name) => (name.length <= SHOWN ? name : `${name.slice(0, SHOWN - 1).trimEnd()}…`);

  class CitationSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.source,
        urlParams: {},
        onload: new window.ChooserModalOnloadHandlerFactory().getOnLoadHandlers(),
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(data) {
      return { source: String(data.id), title: data.title ?? data.string ?? "", locator: "" };
    }

    // A citation stands behind the words it supports: it is inserted after a selection and replaces none of it.
    onChosen(data) {
      const { editorState, entity, entityKey, entityType, onComplete } = this.props;
      const chosen = this.filterEntityData(data);
      const asked = window.prompt("Where in the source? For example: section 3. Leave empty if the whole source is meant.", entity?.getData().locator ?? "");
      chosen.locator = asked ?? "";
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
      const text = `[${shorten(chosen.title)}]`;
      const replaced = entity && entityKey ? selection : end;
      const changed = Modifier.replaceText(content, replaced, text, null, key);
      this.workflow?.close();
      onComplete(EditorState.push(editorState, changed, "insert-characters"));
    }
  }

  function Citation({ entityKey, contentState, children, onEdit, onRemove }) {
    const data = contentState.getEntity(entityKey).getData();
    return React.createElement(
      draftail.TooltipEntity,
      {
        entityKey,
        onEdit,
        onRemove,
        icon: React.createElement(window.wagtail.components.Icon, { name: "openquote" }),
        label: data.locator ? `${data.title}, ${data.locator}` : data.title,
        url: null,
      },
      React.createElement("span", { className: "citation-entity" }, children),
    );
  }

  draftail.registerPlugin({ type: "CITATION", source: CitationSource, decorator: Citation }, "entityTypes");
})();
