// The fact entity of the rich-text editor: choose a figure by words and a form; its value of today stands in the text.
(() => {
  const { React, DraftJS, draftail } = window;
  const { EditorState, Modifier } = DraftJS;

  class FactSource extends draftail.ModalWorkflowSource {
    getChooserConfig(entity) {
      return {
        url: this.props.entityType.chooserUrls.fact,
        urlParams: entity ? { fact: entity.getData().fact } : {},
        onload: new window.ChooserModalOnloadHandlerFactory().getOnLoadHandlers(),
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(data) {
      return { fact: String(data.id), format: data.format, label: data.label };
    }

    // The figure replaces what is selected: the number that somebody typed, or the figure that stood there.
    onChosen(data) {
      const { editorState, entityType, onComplete } = this.props;
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, "IMMUTABLE", this.filterEntityData(data));
      const key = content.getLastCreatedEntityKey();
      const style = editorState.getCurrentInlineStyle();
      const changed = Modifier.replaceText(content, editorState.getSelection(), data.text, style, key);
      this.workflow?.close();
      onComplete(EditorState.push(editorState, changed, "insert-characters"));
    }
  }

  function Fact({ entityKey, contentState, children, onEdit, onRemove }) {
    return React.createElement(
      draftail.TooltipEntity,
      {
        entityKey,
        onEdit,
        onRemove,
        icon: React.createElement(window.wagtail.components.Icon, { name: "table" }),
        label: contentState.getEntity(entityKey).getData().label,
        url: null,
      },
      React.createElement("span", { className: "fact-entity" }, children),
    );
  }

  draftail.registerPlugin({ type: "FACT", source: FactSource, decorator: Fact }, "entityTypes");
})();
