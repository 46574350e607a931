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

  // Wagtail's tooltip cuts its label after twenty letters; what a figure is takes more.
  class Fact extends draftail.TooltipEntity {
    render() {
      const { children, contentState, entityKey } = this.props;
      const { showTooltipAt } = this.state;
      const button = (text, classes, onClick) =>
        React.createElement("button", { type: "button", className: `button button-small ${classes} Tooltip__button`, onClick }, text);
      const tooltip = () =>
        React.createElement(
          window.wagtail.components.Portal,
          { node: showTooltipAt.container, onClose: this.closeTooltip, closeOnClick: true, closeOnType: true, closeOnResize: true },
          React.createElement(
            draftail.Tooltip,
            { target: showTooltipAt, direction: "top" },
            React.createElement("span", { className: "fact-label" }, contentState.getEntity(entityKey).getData().label),
            button("Change", "", this.onEdit),
            button("Remove", "button-secondary no", this.onRemove),
          ),
        );
      return React.createElement(
        "a",
        { role: "button", onMouseUp: this.openTooltip, className: "fact-entity", "data-draftail-trigger": true },
        children,
        showTooltipAt && tooltip(),
      );
    }
  }
  // Draftail gives no icon or label of its own, which the stock entity would ask for.
  Fact.propTypes = {};

  draftail.registerPlugin({ type: "FACT", source: FactSource, decorator: Fact }, "entityTypes");
})();
