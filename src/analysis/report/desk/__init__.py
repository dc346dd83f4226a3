"""What a researcher works with in JupyterLab: the explorer and the workbench."""
